// Reads a JUnit report from standard input and prints what a reader makes of it, as JSON.
import { parse } from 'junit2json'
import { readFileSync } from 'node:fs'

console.log(JSON.stringify(await parse(readFileSync(0, 'utf8'))))
