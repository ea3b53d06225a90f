// Renders the OpenAPI document. Text goes in as text only: nothing of the document becomes markup.
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

const el = (name, ...children) => {
  const element = document.createElement(name);
  element.append(...children.filter((child) => child !== undefined && child !== ''));
  return element;
};

const nameOf = (ref) => ref.split('/').pop();

/** A schema in a line: `string (1–200)`, `Script`, `[Scene]`, `string | null`. */
function type(schema) {
  if (!schema) return '';
  if (schema.$ref) return nameOf(schema.$ref);
  const choices = schema.oneOf ?? schema.anyOf ?? schema.allOf;
  if (choices) return choices.map(type).join(schema.allOf ? ' & ' : ' | ');
  if (schema.enum) return schema.enum.map((word) => JSON.stringify(word)).join(' | ');
  const types = [schema.type ?? 'any'].flat();
  const text = types.map((one) => (one === 'array' ? `[${type(schema.items)}]` : schema.format && one === 'string' ? schema.format : one));
  const least = schema.minLength ?? schema.minimum;
  const most = schema.maxLength ?? schema.maximum ?? schema.maxItems;
  const bounds = most !== undefined ? ` (${least ?? 0}–${most})` : least ? ` (from ${least})` : '';
  return text.join(' | ') + bounds;
}

/** The fields of a schema, those of its parts included. */
function fields(schema, api) {
  if (schema?.$ref) return fields(api.components.schemas[nameOf(schema.$ref)], api);
  const parts = (schema?.allOf ?? schema?.oneOf ?? []).flatMap((part) => fields(part, api));
  const own = Object.entries(schema?.properties ?? {}).map(([name, field]) => [
    schema.required?.includes(name) ? name : `${name}?`,
    type(field),
    field.description ?? '',
  ]);
  return [...parts, ...own];
}

const table = (rows) =>
  el('table', el('tbody', ...rows.map(([name, kind, what]) => el('tr', el('td', el('code', name)), el('td', el('code', kind)), el('td', what)))));

function shape(title, schema, api) {
  if (!schema) return [];
  const rows = fields(schema, api);
  return [el('h3', title), el('code', type(schema)), ...(rows.length ? [table(rows)] : [])];
}

function operation(method, path, it, api) {
  const secured = it.security?.length ? '' : 'open to all';
  const parameters = (it.parameters ?? []).map((one) => [
    `${one.name}${one.required ? '' : '?'}`,
    `${one.in}: ${type(one.schema)}`,
    one.description ?? '',
  ]);
  const answers = Object.entries(it.responses ?? {}).map(([status, answer]) => [
    status,
    Object.entries(answer.content ?? {}).map(([media, content]) => `${type(content.schema)} (${media})`).join(', '),
    answer.description ?? '',
  ]);
  const body = Object.values(it.requestBody?.content ?? {})[0]?.schema;
  const good = Object.entries(it.responses ?? {}).find(([status]) => status.startsWith('2'))?.[1];
  const details = el(
    'details',
    el('summary', el('b', method.toUpperCase()), el('code', path), el('span', it.summary ?? ''), el('span', secured)),
    el(
      'div',
      el('p', it.description ?? ''),
      ...(parameters.length ? [el('h3', 'Parameters'), table(parameters)] : []),
      ...shape('Body', body, api),
      ...shape('Answer', good?.content?.['application/json']?.schema, api),
      el('h3', 'Answers'),
      table(answers),
    ),
  );
  details.id = it.operationId;
  details.dataset.text = [method, path, it.operationId, it.summary, it.description, type(body), ...answers.flat()].join(' ').toLowerCase();
  return details;
}

function render(api) {
  document.getElementById('version').textContent = api.info.version;
  document.getElementById('about').textContent = api.info.description ?? '';
  const sections = (api.tags ?? []).map((tag) => {
    const all = Object.entries(api.paths).flatMap(([path, item]) =>
      METHODS.filter((method) => item[method]?.tags?.includes(tag.name)).map((method) => operation(method, path, item[method], api)),
    );
    return el('section', el('h2', tag.name), el('p', tag.description ?? ''), ...all);
  });
  const main = document.getElementById('operations');
  main.replaceChildren(...sections);
  main.removeAttribute('aria-busy');
  const target = document.getElementById(location.hash.slice(1));
  if (target) {
    target.open = true;
    target.scrollIntoView();
  }
}

function search(text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const section of document.querySelectorAll('section')) {
    const all = [...section.querySelectorAll('details')];
    for (const one of all) {
      one.hidden = !words.every((word) => one.dataset.text.includes(word));
      found += one.hidden ? 0 : 1;
    }
    section.hidden = all.every((one) => one.hidden);
  }
  document.getElementById('found').textContent = words.length ? `${found} operations` : '';
}

document.getElementById('search').addEventListener('input', (event) => search(event.target.value));
try {
  const answer = await fetch('/api/v1/openapi.json');
  render(await answer.json());
} catch (error) {
  document.getElementById('operations').textContent = `The description cannot be loaded: ${error}`;
}
