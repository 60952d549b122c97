// Prints annotations as GitHub's own library does. Standard input: a JSON array of {level, message, properties}.
import { error, notice, warning } from '@actions/core'
import { readFileSync } from 'node:fs'

const write = { error, notice, warning }
for (const { level, message, properties } of JSON.parse(readFileSync(0, 'utf8'))) write[level](message, properties)
