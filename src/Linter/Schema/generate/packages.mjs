// Reads the two kinds of packages into one model:
//   types: Map name -> { fields: Map field -> { type, required, values } }
//   type: { is: 'string' | 'int32' | ... | 'list' | 'map' | 'object' | 'any', of?, name? }
import { readFileSync, readdirSync, existsSync, statSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const modules = join(dirname(fileURLToPath(import.meta.url)), 'node_modules');

// ---------------------------------------------------------------- @kubernetes/client-node: the release as it is served

export function readClient() {
  const gen = join(modules, '@kubernetes/client-node/dist/gen');
  const types = new Map();
  let release;
  for (const file of readdirSync(join(gen, 'models'))) {
    if (!file.endsWith('.js') || ['all.js', 'ObjectSerializer.js'].includes(file)) continue;
    const name = file.slice(0, -3);
    const text = readFileSync(join(gen, 'models', file), 'utf8');
    const map = /\.attributeTypeMap = (\[[\s\S]*?\n\]);/.exec(text);
    if (!map) { types.set(name, { fields: new Map() }); continue; }
    release ??= /OpenAPI spec version: release-1\.(\d+)/.exec(text)?.[1];
    const declared = readFileSync(join(gen, 'models', name + '.d.ts'), 'utf8');
    const fields = new Map();
    for (const attribute of JSON.parse(map[1])) {
      const mark = new RegExp(`^\\s*'${attribute.name.replace(/[$]/g, '\\$')}'(\\??):`, 'm').exec(declared);
      if (!mark) throw new Error(`${name}.${attribute.name} is not declared`);
      fields.set(attribute.baseName, { type: clientType(attribute.type, attribute.format), required: mark[1] !== '?' });
    }
    types.set(name, { fields });
  }
  return { types, release: Number(release), kinds: readServed(join(gen, 'apis')) };
}

function clientType(text, format) {
  const list = /^Array<(.*)>$/.exec(text);
  if (list) return { is: 'list', of: clientType(list[1], format) };
  const map = /^\{ \[key: string\]: (.*); \}$/.exec(text);
  if (map) return { is: 'map', of: clientType(map[1], format) };
  switch (text) {
    case 'string': return { is: format === 'byte' ? 'bytes' : 'string' };
    case 'number': return { is: format === 'double' ? 'number' : format };
    case 'boolean': return { is: 'boolean' };
    case 'IntOrString': return { is: 'intOrString' };
    case 'Date': case 'V1MicroTime': return { is: 'time' };
    case 'any': return { is: 'any' };
    default: return { is: 'object', name: text };
  }
}

// What can be created: POST paths with the type of their body.
function readServed(folder) {
  const kinds = [];
  for (const file of readdirSync(folder).filter(name => /V\d.*Api\.js$/.test(name))) {
    const text = readFileSync(join(folder, file), 'utf8');
    for (const method of text.split(/\n    async /)) {
      if (!/^create/.test(method)) continue;
      const path = /localVarPath = '\/(?:api|apis\/([^/']+))\/([^/']+)\/([^']+)'/.exec(method);
      const body = /serialize\(body, "([^"]+)"/.exec(method)?.[1];
      if (!path || !body || body === 'any' || path[3].includes('{name}') || path[3].startsWith('{')) continue;
      kinds.push({ group: path[1] ?? '', version: path[2], type: body, namespaced: path[3].startsWith('namespaces/{namespace}') });
    }
  }
  return kinds;
}

// ------------------------------------------- kubernetes-models and the like: closed sets, quantities, versions long gone

export function readModels(packageName) {
  const root = join(modules, packageName);
  const types = new Map();
  const kinds = [];
  const version = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
  for (const file of declarations(root)) {
    const text = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
    const full = /export type \{ I\w+ as (IIo\w+), /.exec(text)?.[1].slice(1);
    if (!full) continue;
    const alias = /^export type I\w+ = (.*);$/m.exec(text);
    if (alias) { types.set(full, { alias: alias[1], full }); continue; }
    const body = /export interface (I\w+)(?: extends ([\w, ]+))? \{\n([\s\S]*?)\n?\}\n/.exec(text);
    const bases = (body?.[2] ?? '').split(', ').filter(base => base.startsWith('IIo')).map(base => base.slice(1));
    const fields = new Map();
    // A map, a type of one line, or an object written in place (which is then told apart by its members only).
    const field = /^ {4}"([^"]+)"(\??): (\{\n[^}]*\}|Array<\{\n[\s\S]*?\n {4}\}>|[^;\n]+);$/gm;
    for (let m; (m = field.exec(body?.[3] ?? '')) !== null;)
      fields.set(m[1], { text: m[3].replace(/\s+/g, ' '), required: m[2] !== '?' });
    types.set(full, { fields, bases, full, self: body?.[1], validator: join(root, '_schemas', full + '.js') });
    const apiVersion = /^ {4}"apiVersion": "([^"]+)";/m.exec(text)?.[1];
    const kind = /^ {4}"kind": "([^"]+)";/m.exec(text)?.[1];
    if (apiVersion && kind && !fields.has('items')) kinds.push({ apiVersion, kind, type: full });
  }
  return { types, kinds, version };
}

function* declarations(folder) {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) { if (name !== '_schemas' && name !== 'node_modules') yield* declarations(path); }
    else if (name.endsWith('.d.ts') && name !== 'index.d.ts') yield path;
  }
}

/** Resolves the fields of a type of readModels; formats of numbers stand only in the compiled validators. */
export function resolveModel(types, type) {
  if (type.resolved) return type.resolved;
  const formats = type.validator && existsSync(type.validator) ? numberFormats(readFileSync(type.validator, 'utf8')) : () => 'int64';
  const resolved = new Map();
  type.resolved = resolved;
  for (const base of type.bases) {
    for (const [name, field] of resolveModel(types, types.get(base))) resolved.set(name, field);
  }
  for (const [name, field] of type.fields)
    resolved.set(name, { required: field.required, ...modelType(types, type, field.text, () => formats(name)) });
  return resolved;
}

function modelType(types, owner, text, format) {
  const list = /^Array<(.*)>$/.exec(text);
  if (list && list[1].startsWith("{ \"apiVersion\"")) return { type: { is: "list", of: { is: "object", name: "IoK8sApiCoreV1PersistentVolumeClaim" } } };
  if (list) { const of = modelType(types, owner, list[1], format); return { type: { is: 'list', of: of.type }, values: of.values }; }
  const map = /^\{ \[key: string\]: (.*); \}$/.exec(text);
  if (map) { const of = modelType(types, owner, map[1], format); return { type: { is: 'map', of: of.type } }; }
  if (/^\d/.test(text)) return { type: { is: format() }, values: text.split(' | ') };
  if (text.startsWith('"')) return { type: { is: 'string' }, values: text.split(' | ').map(value => value.slice(1, -1)) };
  switch (text) {
    case 'string': return { type: { is: 'string' } };
    case 'number': return { type: { is: format() } };
    case 'boolean': return { type: { is: 'boolean' } };
    case 'any': case 'unknown': return { type: { is: 'any' } };
  }
  const name = text === owner.self ? owner.full : text.replace(/^II/, 'I');
  const special = Object.entries({ ApiResourceQuantity: 'quantity', MetaV1Time: 'time', MetaV1MicroTime: 'time', IntstrIntOrString: 'intOrString', MetaV1FieldsV1: 'any', RuntimeRawExtension: 'any' })
    .find(([suffix]) => name.endsWith(suffix));
  if (special) return { type: { is: special[1] } };
  const target = types.get(name);
  if (!target) throw new Error(`${owner.full}: unknown type ${text}`);
  if (target.alias) return modelType(types, target, target.alias, format);
  return { type: { is: 'object', name } };
}

function numberFormats(text) {
  const formats = new Map([...text.matchAll(/let (formats\d+)=formats\.(\w+)/g)].map(m => [m[1], m[2]]));
  const bodies = new Map(text.split('function ').slice(1).map(part => [/^validate\d+/.exec(part)?.[0], part]));
  function formatOf(validator) {
    const body = bodies.get(validator) ?? '';
    const own = /(formats\d+)\.validate/.exec(body);
    if (own) return formats.get(own[1]) === 'double' ? 'number' : formats.get(own[1]);
    const items = /(validate\d+)\(data\[/.exec(body);
    if (items && items[1] !== validator) return formatOf(items[1]);
    return body.includes('data%1') ? 'int64' : 'number';
  }
  return name => {
    const call = new RegExp(`(validate\\d+)\\(data(?:\\.${name}|\\["${name}"\\]),`.replace(/\$/g, '\\$')).exec(text);
    return call ? formatOf(call[1]) : 'int64';
  };
}
