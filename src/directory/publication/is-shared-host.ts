/**
 * Where many have a page, a form or an address, none of whom is the domain: that somebody reads mail there says nothing about them.
 * What is listed among the private suffixes of publicsuffix.org (blogspot.com, github.io, …) needs no entry.
 */
const shared = new Set([
  'facebook.com', 'fb.com', 'messenger.com', 'm.me', 'instagram.com', 'threads.net', 'whatsapp.com', 'wa.me', 'twitter.com', 'x.com', 'youtube.com', 'youtu.be',
  'linkedin.com', 'tiktok.com', 'snapchat.com', 'telegram.org', 't.me', 'telegram.me', 'viber.com', 'line.me', 'vk.com', 'ok.ru', 'weibo.com', 'wechat.com',
  'discord.com', 'discord.gg', 'reddit.com', 'pinterest.com', 'google.com', 'goo.gl', 'forms.gle', 'apple.com', 'microsoft.com', 'office.com', 'sharepoint.com',
  'wordpress.com', 'blogspot.com', 'blogger.com', 'medium.com', 'tumblr.com', 'wix.com', 'wixsite.com', 'weebly.com', 'squarespace.com', 'jimdo.com',
  'strikingly.com', 'webnode.com', 'site123.me', 'carrd.co', 'linktr.ee', 'notion.site', 'typeform.com', 'jotform.com', 'surveymonkey.com', 'zendesk.com',
  'freshdesk.com', 'tawk.to', 'crisp.chat', 'intercom.com', 'wikipedia.org', 'archive.org', 'change.org', 'gofundme.com', 'paypal.com',
])

/** Whether the pages of a registrable domain are those of anybody. */
export function isSharedHost(domain: string): boolean {
  return shared.has(domain) || hasPagesUnderManyEndings(domain)
}

/** Google has its pages under the domains of most countries. */
function hasPagesUnderManyEndings(domain: string): boolean {
  return /^(?:google|yandex|yahoo|blogspot)\./.test(domain)
}
