// Sends the forms of the reference and shows what comes back. Runs in the browser; talks to nobody but this service.

/** The last ETag that was seen of each thing, by its address. Gone with the page. */
const tags = new Map()

for (const form of document.querySelectorAll('form.try')) {
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void tryOut(form)
  })
  form.addEventListener('input', (event) => {
    if (event.target.name === 'If-Match') delete event.target.dataset.filled
    else fillTag(form)
  })
}

async function tryOut(form) {
  const status = form.querySelector('.status')
  const answer = form.querySelector('.answer')
  status.textContent = 'Asking …'
  const { url, init } = readRequest(form)
  const begun = performance.now()
  try {
    const response = await fetch(url, init)
    const body = await response.text()
    status.textContent = `${response.status} ${response.statusText}, ${Math.round(performance.now() - begun)} ms`
    answer.replaceChildren(...isolated([`${init.method} ${url}`, headersOf(response), pretty(body)].join('\n\n')))
    rememberTag(form, response, body)
  } catch (error) {
    status.textContent = 'No answer'
    answer.textContent = String(error)
  }
  answer.hidden = false
}

function readRequest(form) {
  let path = form.dataset.path
  const query = new URLSearchParams()
  const init = { method: form.dataset.method, headers: {}, cache: 'no-store' }
  const key = document.querySelector('#key')?.value ?? ''
  if (key !== '') {
    init.headers.Authorization = `Bearer ${key}`
    init.credentials = 'omit'
  }
  for (const control of form.querySelectorAll('[data-in]')) {
    for (const value of valuesOf(control)) {
      if (control.dataset.in === 'path') path = path.replace(`{${control.name}}`, encodeURIComponent(value))
      else if (control.dataset.in === 'query') query.append(control.name, value)
      else if (control.dataset.in === 'header') init.headers[control.name] = value
      else {
        init.body = value
        init.headers['Content-Type'] = 'application/json'
      }
    }
  }
  return { url: query.size > 0 ? `${path}?${query}` : path, init }
}

function valuesOf(control) {
  const values = control.multiple ? [...control.selectedOptions].map((option) => option.value) : [control.value]
  return values.filter((value) => value !== '')
}

/** The address of the thing that a form is about; null while its id is missing. */
function thingOf(form) {
  let thing = form.dataset.thing ?? null
  for (const control of form.querySelectorAll('[data-in="path"]')) {
    if (thing === null) return null
    if (control.value !== '') thing = thing.replace(`{${control.name}}`, encodeURIComponent(control.value))
  }
  return thing === null || thing.includes('{') ? null : thing
}

/** What was created names its own address; a thing may be asked for by its id and by its slug. */
function rememberTag(form, response, body) {
  const tag = response.headers.get('etag')
  if (tag === null || !response.ok) return
  const thing = response.headers.get('location') ?? thingOf(form)
  if (thing === null) return
  tags.set(thing, tag)
  const { id, slug } = parsed(body) ?? {}
  const folder = thing.slice(0, thing.lastIndexOf('/') + 1)
  const last = decodeURIComponent(thing.slice(folder.length))
  if (last === id || last === slug) for (const name of [id, slug]) if (typeof name === 'string') tags.set(folder + encodeURIComponent(name), tag)
  for (const other of document.querySelectorAll('form.try')) fillTag(other)
}

/** Fills in the tag that was seen last, unless somebody typed another one. */
function fillTag(form) {
  const control = form.querySelector('[name="If-Match"]')
  if (control === null || (control.value !== '' && control.dataset.filled === undefined)) return
  control.value = tags.get(thingOf(form)) ?? ''
  control.dataset.filled = ''
}

function headersOf(response) {
  return [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n')
}

function pretty(body) {
  const value = parsed(body)
  return value === null ? body : JSON.stringify(value, null, 2)
}

/** Text that is written from right to left stands by itself, or its last full stop would stand at its beginning. Copied, it is the same. */
function isolated(text) {
  return text.split(/(?<=")((?:[^"\\\n]|\\.)*[\u0590-\u08ff](?:[^"\\\n]|\\.)*)(?=")/u).map((part, index) => {
    if (index % 2 === 0) return part
    const words = document.createElement('bdi')
    words.textContent = part
    return words
  })
}

/** Null for what is no JSON. */
function parsed(body) {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}
