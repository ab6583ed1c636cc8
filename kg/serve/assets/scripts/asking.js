// Asking the server that the page came from.

/** Return what an address answers, as JSON; a refusal is an error with the server's own words. */
export async function ask(path, parameters = {}) {
  return read(await fetch(`${path}?${new URLSearchParams(parameters)}`));
}

/** Send JSON to an address, and return what it answers. */
export async function tell(path, value) {
  return read(
    await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json", "x-requested-by": "kg" },
      body: JSON.stringify(value),
    }),
  );
}

async function read(answer) {
  if (answer.ok) return answer.json();
  const text = (await answer.text()).trim();
  let told = text;
  try {
    told = JSON.parse(text).error ?? text;
  } catch {
    // Not JSON: the words themselves.
  }
  throw new Error(told.slice(0, 300) || answer.statusText);
}
