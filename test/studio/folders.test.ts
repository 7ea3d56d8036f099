import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { pictureFolder, testStudio } from './studio.ts'

test('folders are listed by name with their pictures; hidden ones are left out', async () => {
  const { api } = testStudio()
  const path = pictureFolder(3, ['notes.txt'])
  for (const name of ['run 10', 'run 9', '.hidden', 'project']) mkdirSync(join(path, name))
  writeFileSync(join(path, 'run 9', 'a.JPG'), '')
  writeFileSync(join(path, 'project', 'project.db'), '')
  // A link back up is an ordinary entry, and is not followed further.
  symlinkSync(path, join(path, 'run 9', 'loop'))
  symlinkSync(path, join(path, 'loop'))
  const entry = (name: string, pictures: number, isProject = false) => ({
    name,
    path: join(path, name),
    pictures,
    isProject
  })
  expect(await api.listFolder({ path })).toEqual({
    path,
    parent: dirname(path),
    archives: [],
    pictures: 3,
    folders: [entry('loop', 3), entry('project', 0, true), entry('run 9', 1), entry('run 10', 0)]
  })
})

test('the root has no parent', async () => {
  const { api } = testStudio()
  expect((await api.listFolder({ path: '/' })).parent).toBeUndefined()
})

test('a folder is made and listed; a second one of its name is refused', async () => {
  const { api, folder } = testStudio()
  const path = join(folder, 'new')
  expect(await api.makeFolder({ path })).toEqual({
    path,
    parent: folder,
    folders: [],
    archives: [],
    pictures: 0
  })
  await expect(api.makeFolder({ path })).rejects.toMatchObject({
    code: 'folder/not-made',
    message: `${path} cannot be made: there is already something of that name; choose another name.`
  })
})

test.each([
  ['/nowhere/at/all', 'it does not exist; choose another folder'],
  ['/etc/hostname', 'it is not a folder; choose another one']
])('%s cannot be listed, with a sentence', async (path, reason) => {
  const { api } = testStudio()
  await expect(api.listFolder({ path })).rejects.toMatchObject({
    code: 'folder/unreadable',
    message: `${path} cannot be read: ${reason}.`
  })
})

test('a shell without a folder dialog says so', async () => {
  const { api } = testStudio()
  await expect(api.pickFolder({ title: 'Pictures' })).rejects.toMatchObject({
    code: 'folder/no-dialog'
  })
})
