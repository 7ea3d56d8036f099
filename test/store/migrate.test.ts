import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { migrate } from '../../src-main/store/migrate.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const ONE = 'CREATE TABLE a (x INTEGER); INSERT INTO a VALUES (7);'
const TWO = 'ALTER TABLE a ADD COLUMN y INTEGER;'

function openDatabase(): InstanceType<typeof Database> {
  const database = new Database(join(temporaryFolder(), 'project.db'))
  onTestFinished(() => void database.close())
  return database
}

const version = (database: InstanceType<typeof Database>): unknown =>
  database.pragma('user_version', { simple: true })

test('a new file gets every migration and no copy', () => {
  const database = openDatabase()
  migrate(database, [ONE, TWO])
  expect([version(database), database.prepare('SELECT * FROM a').all()]).toEqual([
    2,
    [{ x: 7, y: null }]
  ])
  expect(existsSync(`${database.name}.v0`)).toBe(false)
})

test('an older file gets what it lacks, after a copy of it as it was', () => {
  const database = openDatabase()
  migrate(database, [ONE])
  migrate(database, [ONE, TWO])
  const copy = new Database(`${database.name}.v1`, { readonly: true })
  onTestFinished(() => void copy.close())
  expect([version(database), database.prepare('SELECT * FROM a').all()]).toEqual([
    2,
    [{ x: 7, y: null }]
  ])
  expect([version(copy), copy.prepare('SELECT * FROM a').all()]).toEqual([1, [{ x: 7 }]])
})

test('a migration that fails leaves everything as it was', () => {
  const database = openDatabase()
  migrate(database, [ONE])
  expect(() => migrate(database, [ONE, TWO, 'INSERT INTO nowhere VALUES (1)'])).toThrow('nowhere')
  expect([version(database), database.prepare('SELECT * FROM a').all()]).toEqual([1, [{ x: 7 }]])
})
