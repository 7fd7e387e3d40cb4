import phones from 'google-libphonenumber'

const numbers = phones.PhoneNumberUtil.getInstance()
const shortNumbers = phones.ShortNumberInfo.getInstance()

type Region = Parameters<typeof shortNumbers.isPossibleShortNumberForRegion>[1]

/** What a phone library believes of a number. It knows most and not all: what it says warns people, and never decides. */
export type PhoneFacts = {
  /** Neither a number nor a short number of any of the countries. */
  isUnknown: boolean
  /** In one of the countries, or as it is. */
  isMobile: boolean
  /** Of a kind that costs whoever calls more than a call. */
  isPremium: boolean
  /** It leads to another country: dialled with 00 and a code, or a number that is none of any of these. A free number may be one of several. */
  leadsAbroad: boolean
  /** ISO 3166-1 country that the number belongs to, where it can be told. */
  country: string | null
  /** Code of the country and number, digits only; null for a short number and for what is no number. */
  international: string | null
}

const nothing: PhoneFacts = { isUnknown: true, isMobile: false, isPremium: false, leadsAbroad: false, country: null, international: null }

/**
 * @param value as stored: `+` and digits, or digits as dialled in the countries
 * @param countries in which it is dialled
 */
export function phoneFacts(value: string, countries: readonly string[]): PhoneFacts {
  const readings = value.startsWith('+') ? [null] : countries
  const facts = readings.map((country) => read(value, country, countries))
  const known = facts.find((fact) => !fact.isUnknown) ?? facts[0] ?? nothing
  const any = (field: 'isMobile' | 'isPremium' | 'leadsAbroad') => facts.some((fact) => fact[field])
  return { ...known, isMobile: any('isMobile'), isPremium: any('isPremium'), leadsAbroad: any('leadsAbroad') }
}

function read(value: string, country: string | null, countries: readonly string[]): PhoneFacts {
  try {
    // A telephone dials the digits, whatever the library makes of `*` and `#` around them.
    const dialled = value.replaceAll(/[^+\d]/g, '')
    const number = country === null ? numbers.parse(dialled) : numbers.parse(dialled, country)
    const isValid = numbers.isValidNumber(number)
    if (!isValid && country !== null && shortNumbers.isPossibleShortNumberForRegion(number, country as Region)) {
      return { ...nothing, isUnknown: false, country }
    }
    const type = numbers.getNumberType(number)
    const { MOBILE, PREMIUM_RATE, PERSONAL_NUMBER } = phones.PhoneNumberType
    return {
      isUnknown: !isValid,
      isMobile: type === MOBILE,
      isPremium: type === PREMIUM_RATE || type === PERSONAL_NUMBER,
      leadsAbroad:
        country === null
          ? isValid && !countries.some((entry) => numbers.isValidNumberForRegion(number, entry))
          : number.getCountryCode() !== numbers.getCountryCodeForRegion(country),
      country: numbers.getRegionCodeForNumber(number) ?? null,
      international: isValid ? `${number.getCountryCode() ?? ''}${numbers.getNationalSignificantNumber(number)}` : null,
    }
  } catch {
    // The library throws for everything that it cannot read as a number.
    return nothing
  }
}
