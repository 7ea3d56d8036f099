import { expect, test } from 'vitest'
import {
  formatBytes,
  formatShare,
  baseName,
  formatCountOf,
  formatDevice,
  formatDuration,
  formatFigure,
  formatLatent,
  formatPercent,
  formatSpeed,
  joinPath
} from '../../src-renderer/format.ts'

test('durations have the precision of a forecast', () => {
  const seconds = [0.2, 40, 89, 360, 5399, 7200, 7800, 3 * 86_400]
  expect(seconds.map(formatDuration)).toEqual([
    '1 s',
    '40 s',
    '89 s',
    '6 min',
    '1 h 30 min',
    '2 h',
    '2 h 10 min',
    '3 days'
  ])
})

test('only what is complete is 100 %', () => {
  expect([formatPercent(999, 1000), formatPercent(1000, 1000), formatPercent(0, 0)]).toEqual([
    '99 %',
    '100 %',
    ''
  ])
})

test('counts agree with their noun', () => {
  expect([formatCountOf(1, 'picture'), formatCountOf(1440, 'picture')]).toEqual([
    '1 picture',
    '1,440 pictures'
  ])
})

test('figures have three digits', () => {
  expect([0, 0.0982, 3.14159, 12345, 0.00002].map(formatFigure)).toEqual([
    '0',
    '0.0982',
    '3.14',
    '1.2e+4',
    '2.0e-5'
  ])
  expect([formatSpeed(3.14), formatSpeed(2560.4)]).toEqual(['3.1 images/s', '2,560 images/s'])
})

test('paths keep the separator of their system', () => {
  expect([baseName('/home/me/faces/'), baseName('C:\\Users\\me\\faces')]).toEqual([
    'faces',
    'faces'
  ])
  expect([joinPath('/home/me', 'a', 'b'), joinPath('C:\\Users\\me\\', 'a')]).toEqual([
    '/home/me/a/b',
    'C:\\Users\\me\\a'
  ])
})

test('latent numbers have two places and no negative zero', () => {
  expect([0.956, -0.001, -1].map(formatLatent)).toEqual(['0.96', '0.00', '-1.00'])
})

test('an engine is named by what trains, and a slow one by that', () => {
  const engine = { device: 'cpu', tensorflow: '2.21.0', threads: 4 } as const
  const engines = [engine, { ...engine, device: 'gpu' as const }, { ...engine, slow: 'Why.' }]
  expect(engines.map(formatDevice)).toEqual(['CPU ×4', 'GPU', 'Slow engine'])
})

test('lengths of files have the unit that suits them', () => {
  const texts = [1, 999, 1000, 9940, 84_400, 999_600, 1_234_567, 1_234_567_890].map(formatBytes)
  expect(texts).toEqual([
    '1 byte',
    '999 bytes',
    '1.0 kB',
    '9.9 kB',
    '84 kB',
    '1.0 MB',
    '1.2 MB',
    '1,235 MB'
  ])
})

test('a share has one decimal', () => {
  expect([0, 0.0684, 1].map(formatShare)).toEqual(['0.0 %', '6.8 %', '100.0 %'])
})
