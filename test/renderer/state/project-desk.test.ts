import { expect, test } from 'vitest'
import { freeName } from '../../../src-renderer/state/project-desk.svelte.ts'

test('a name that is free stays as it is', () => {
  expect(freeName('objects', ['faces'])).toBe('objects')
})

test('a taken name gets the next free number, whatever its case', () => {
  expect(freeName('Objects', ['objects', 'OBJECTS 2'])).toBe('Objects 3')
})
