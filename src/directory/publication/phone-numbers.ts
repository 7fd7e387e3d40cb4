import phones from 'google-libphonenumber'

const numbers = phones.PhoneNumberUtil.getInstance()
const shortNumbers = phones.ShortNumberInfo.getInstance()

type Region = Parameters<typeof shortNumbers.isPossibleShortNumberForRegion>[1]

/** What a phone library believes of a number. It knows most and not all: what it says warns people, and never decides. */
export type PhoneFacts = {
  /** Neither a number nor a short number of any of the countries. */
  isUnknown: boolean
  isMobile: boolean
  /** ISO 3166-1 country that the number belongs to, where it can be told. */
  country: string | null
}

/**
 * @param value as stored: `+` and digits, or digits as dialled in the countries
 * @param countries in which it is dialled
 */
export function phoneFacts(value: string, countries: readonly string[]): PhoneFacts {
  const readings = value.startsWith('+') ? [null] : countries
  const facts = readings.map((country) => read(value, country))
  const known = facts.find((fact) => !fact.isUnknown)
  return known ?? facts[0] ?? { isUnknown: true, isMobile: false, country: null }
}

function read(value: string, country: string | null): PhoneFacts {
  try {
    const number = country === null ? numbers.parse(value) : numbers.parse(value, country)
    if (country !== null && shortNumbers.isPossibleShortNumberForRegion(number, country as Region)) return { isUnknown: false, isMobile: false, country }
    const type = numbers.getNumberType(number)
    return {
      isUnknown: !numbers.isValidNumber(number),
      isMobile: type === phones.PhoneNumberType.MOBILE,
      country: numbers.getRegionCodeForNumber(number) ?? null,
    }
  } catch {
    // The library throws for everything that it cannot read as a number.
    return { isUnknown: true, isMobile: false, country: null }
  }
}
