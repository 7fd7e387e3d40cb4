// Sends the forms of the reference and shows what comes back. Runs in the browser; talks to nobody but this service.

for (const form of document.querySelectorAll('form.try')) {
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void tryOut(form)
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
    answer.textContent = [`${init.method} ${url}`, headersOf(response), pretty(body)].join('\n\n')
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

function headersOf(response) {
  return [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n')
}

function pretty(body) {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}
