// Writes ../kubernetes.schema. See README.md.
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readClient, readModels, resolveModel } from './packages.mjs';
import * as facts from './facts.mjs';

const client = readClient();
const packages = ['@kubernetes-models/apimachinery', 'kubernetes-models', '@kubernetes-models/gateway-api'].map(readModels);
const models = new Map(packages.flatMap(read => [...read.types]));
const modelKinds = packages.flatMap(read => read.kinds);
const modelOf = new Map(modelKinds.map(kind => [`${kind.apiVersion} ${kind.kind}`, kind.type]));

const definitions = new Map(); // name -> { fields: Map } ; names sort the file
const kinds = new Map(); // "apiVersion Kind" -> definition name

// ------------------------------------------------------------------------------------------------ names

function nameOfModel(full) {
  const match = /^IoK8s(?:Api|ApimachineryPkgApis|ApiextensionsApiserverPkgApis|KubeAggregatorPkgApis|SigsGatewayApiApis(x?))([A-Z][a-z]+)??(V\d+(?:(?:alpha|beta)\d+)?)(.*)$/.exec(full);
  if (!match) throw new Error(`no name for ${full}`);
  const group = match[2]?.toLowerCase() ?? (match[1] ? 'xgateway' : 'gateway');
  return `${group}.${match[3].toLowerCase()}.${match[4]}`;
}

const shortName = name => name.slice(name.lastIndexOf('.') + 1).replace(/^(?:[A-Z][a-z]+)?V\d+(?:(?:alpha|beta)\d+)?/, '');
const used = new Set();
function fact(table, name, field) {
  for (const key of [`${name}.${field}`, `${shortName(name)}.${field}`]) {
    const found = Array.isArray(table) ? table.includes(key) : Object.hasOwn(table, key);
    if (found) { used.add(key); return Array.isArray(table) ? true : table[key]; }
  }
  return undefined;
}

// ------------------------------------------------------------------------------------------------ merging

/** A type of the client (the release's own word), of the models (closed sets, quantities, old versions), or both. */
function define(clientName, modelName) {
  if (clientName && !modelName) modelName = modelByClientName(clientName);
  const name = modelName ? nameOfModel(modelName) : clientName;
  if (definitions.has(name)) return name;
  const fields = new Map();
  definitions.set(name, fields);
  const own = clientName ? client.types.get(clientName).fields : resolveModel(models, models.get(modelName));
  const other = clientName && modelName ? resolveModel(models, models.get(modelName)) : undefined;
  if (other) checkSame(name, own, other);
  for (const [fieldName, field] of own)
    fields.set(fieldName, merge(name, fieldName, field, other?.get(fieldName)));
  for (const extra of facts.elsewhere[name] ?? [])
    fields.set(extra, { type: 'a', isRequired: false, isImmutable: false });
  return name;
}

// A type that the client alone serves may use ones that the models know: they have the same name with the group before it.
const byClientName = new Map();
function modelByClientName(clientName) {
  return byClientName.get(clientName);
}

function checkSame(name, own, other) {
  for (const field of other.keys()) {
    if (!own.has(field)) throw new Error(`${name}.${field} is unknown to the client: the packages are of two releases`);
  }
}

function merge(name, fieldName, field, other) {
  const type = merged(field.type, other?.type ?? field.type, name, fieldName);
  const isOwnType = isRoot.has(name) && ['apiVersion', 'kind'].includes(fieldName);
  const isRequired = (field.required || fact(facts.required, name, fieldName) !== undefined)
    && fact(facts.forgiven, name, fieldName) === undefined
    && !isOwnType;
  const values = fact(facts.values, name, fieldName) ?? field.values ?? other?.values;
  const isOpen = isOwnType || fact(facts.open, name, fieldName) || !/^[[{]*s$/.test(type);
  return { type, isRequired, isImmutable: !!fact(facts.immutable, name, fieldName), values: isOpen ? undefined : values, range: range(type, fact(facts.ranges, name, fieldName)) };
}

function range(type, limits) {
  if (limits && !/^[il]$/.test(type)) throw new Error(`a range for the type ${type}`);
  return limits && limits.map(limit => limit ?? '').join('..');
}

const codes = { string: 's', int32: 'i', int64: 'l', number: 'n', boolean: 'b', quantity: 'q', intOrString: 'x', time: 't', bytes: 'y', any: 'a' };

function merged(own, other, name, fieldName) {
  if (own.is === 'list' || own.is === 'map')
    return (own.is === 'list' ? '[' : '{') + merged(own.of, other.is === own.is ? other.of : own.of, name, fieldName);
  if (own.is === 'any' && other.is === 'object') return special(other.name);
  if (own.is === 'object') {
    const isModel = models.has(own.name);
    if (isModel && !client.types.has(own.name)) return special(own.name);
    return define(own.name, other.is === 'object' && models.has(other.name) ? other.name : undefined);
  }
  if (own.is === 'string' && (other.is === 'quantity' || fact(facts.quantities, name, fieldName))) return 'q';
  if (own.is === 'intOrString' && fact(facts.ports, name, fieldName)) return 'p';
  return codes[own.is];
}

function special(modelName) {
  const short = shortName(nameOfModel(modelName));
  if (facts.anything.includes(short)) return 'a';
  const inner = facts.objectOr[short];
  return inner ? '*' + define(undefined, modelName.slice(0, -short.length) + inner) : define(undefined, modelName);
}

// ------------------------------------------------------------------------------------------------ all kinds

const isRoot = new Set();
const pairs = client.kinds.map(kind => {
  const apiVersion = (kind.group ? kind.group + '/' : '') + kind.version;
  const name = shortName(kind.type).replace(/^V\d.*?(?=[A-Z])/, '');
  return { apiVersion, name, clientType: kind.type, modelType: modelOf.get(`${apiVersion} ${name}`) };
});
for (const { clientType, modelType } of pairs) {
  isRoot.add(modelType ? nameOfModel(modelType) : clientType);
}
for (const kind of modelKinds) isRoot.add(nameOfModel(kind.type));

// Pair the types that both know first, so that every later mention of one is a mention of both.
function pairUp(clientName, modelName) {
  if (byClientName.has(clientName)) return;
  byClientName.set(clientName, modelName);
  const other = resolveModel(models, models.get(modelName));
  for (const [fieldName, field] of client.types.get(clientName).fields) {
    let [own, its] = [field.type, other.get(fieldName)?.type];
    while (own.of && its?.of) [own, its] = [own.of, its.of];
    if (own.is === 'object' && its?.is === 'object') pairUp(own.name, its.name);
  }
}
for (const { clientType, modelType } of pairs) if (modelType) pairUp(clientType, modelType);
for (const { apiVersion, name, clientType, modelType } of pairs) kinds.set(`${apiVersion} ${name}`, define(clientType, modelType));
for (const kind of modelKinds) {
  const key = `${kind.apiVersion} ${kind.kind}`;
  if (!kinds.has(key)) kinds.set(key, define(undefined, kind.type));
}
for (const [old, same] of Object.entries(facts.sameShape)) {
  for (const [key, definition] of [...kinds]) {
    if (old.includes(' ') ? key === same : key.startsWith(same + ' ')) kinds.set(old.includes(' ') ? old : old + key.slice(same.length), definition);
  }
}

// ------------------------------------------------------------------------------------------------ writing

const byOrdinal = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
function line([name, fields]) {
  const text = [...fields].sort(([a], [b]) => byOrdinal(a, b)).map(([field, { type, isRequired, isImmutable, values, range }]) =>
    `${field}:${isRequired ? '!' : ''}${isImmutable ? '~' : ''}${type}${values ? `(${values.join('|')})` : range ? `(${range})` : ''}`);
  if (text.some(field => /[,\n]/.test(field) || / /.test(field.split("(")[0]))) throw new Error(`${name}: a name or value holds a separator`);
  return `${name} ${text.join(',')}`;
}

const stated = [facts.forgiven, facts.required, facts.values, facts.ranges].flatMap(Object.keys).concat(facts.ports, facts.immutable, facts.quantities, facts.open);
const idle = stated.filter(key => !used.has(key));
if (idle.length > 0) throw new Error(`facts.mjs: nothing matches ${idle.join(', ')}`);

const lines = [
  `release ${client.release}`,
  ...[...kinds].sort(([a], [b]) => byOrdinal(a, b)).map(([key, definition]) => `${key} ${definition}`),
  '',
  ...[...definitions].sort(([a], [b]) => byOrdinal(a, b)).map(line),
];
const target = join(dirname(fileURLToPath(import.meta.url)), '..', 'kubernetes.schema');
writeFileSync(target, lines.join('\n') + '\n');
console.log(`${kinds.size} kinds, ${definitions.size} definitions, ${lines.join('\n').length} bytes`);
