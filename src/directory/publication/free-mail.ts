/** Where anybody gets an address without being anybody. */
const domains = new Set([
  'gmail.com', 'googlemail.com', 'outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'yahoo.com', 'yahoo.co.uk', 'yahoo.co.jp', 'ymail.com',
  'icloud.com', 'me.com', 'aol.com', 'gmx.de', 'gmx.net', 'gmx.at', 'gmx.ch', 'web.de', 't-online.de', 'freenet.de', 'mail.ru', 'yandex.ru',
  'yandex.com', 'proton.me', 'protonmail.com', 'tutanota.com', 'qq.com', '163.com', '126.com', 'sina.com', 'naver.com', 'daum.net', 'orange.fr',
  'free.fr', 'laposte.net', 'libero.it', 'uol.com.br', 'bol.com.br', 'rediffmail.com', 'zoho.com', 'mail.com', 'seznam.cz', 'wp.pl', 'o2.pl',
  'interia.pl', 'abv.bg', 'ukr.net', 'luukku.com', 'kolumbus.fi', 'telia.com', 'mailbox.org', 'posteo.de', 'fastmail.com', 'hushmail.com',
])

/** Whether an address at this domain says nothing about who has it. */
export function isFreeMail(domain: string): boolean {
  return domains.has(domain)
}
