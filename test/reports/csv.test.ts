import { expect, test } from 'vitest'
import { writeTables } from '../../src-main/reports/csv.ts'
import { reportedRun } from './reported.ts'

test('runs, their training and their evaluations are tables', async () => {
  const tables = writeTables([await reportedRun('a1', 'Faces, “small”', {}, 2)])
  const training = tables.get('training.csv')!.split('\r\n')
  expect(training[0]).toBe(
    'run,images,seconds,loss/generator,loss/discriminator,accuracy/real,accuracy/generated,gradient/generator,gradient/discriminator,weights/generator,weights/discriminator,rate/generator,rate/discriminator,memory'
  )
  // What a row does not have is an empty cell, and never a 0.
  expect(training.slice(1)).toEqual([
    'a1,64,1,1,0,0.5,1,,,,,,,',
    'a1,128,2,0.5,0.25,0.5,1,,,,,,,1000000000',
    ''
  ])
  expect(tables.get('evaluations.csv')).toBe(
    'run,images,measure,value,real,samples,reals\r\na1,128,coverage,0.75,0.97,1000,900\r\n'
  )
  expect(tables.get('runs.csv')).toContain('a1,"Faces, “small”",finished,Faces,dcgan,128,')
})

test('a name cannot become a formula, nor break a row', async () => {
  const [, line] = writeTables([await reportedRun('a1', '=SUM("A1")\nB')])
    .get('runs.csv')!
    .split('\r\n')
  expect(line).toMatch(/^a1,"'=SUM\(""A1""\)\nB",finished/)
})
