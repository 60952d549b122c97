// Validates YAML texts against a JSON Schema: node validate.mjs SCHEMA TEXTS, where TEXTS is a JSON array of strings.
// Prints a JSON array: null for a text that is valid, else what is wrong with it. YAML is read as yaml-language-server does.
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { parse } from 'yaml';

const [schema, texts] = process.argv.slice(2).map(path => JSON.parse(readFileSync(path, 'utf8')));
const ajv = new Ajv({ strict: true, allowUnionTypes: true, keywords: ['markdownEnumDescriptions'] });
const validate = ajv.compile(schema);
console.log(JSON.stringify(texts.map(text => (validate(parse(text)) ? null : ajv.errorsText(validate.errors)))));
