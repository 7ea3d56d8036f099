import { CONFIG_FIELDS, type ConfigField } from '../contract/config-fields.ts'
import { PRESETS, type Preset } from '../contract/presets.ts'
import { EXIT_DONE, type Command } from './command.ts'

/** `atelier settings` */
export const settings: Command = {
  summary: 'every setting of training, as a page of Markdown',
  usage: '',
  help: ['The same page as resources/settings.md.'],
  options: {},
  run: async ({ terminal }) => {
    terminal.result({ settings: CONFIG_FIELDS }, settingsPage().trimEnd())
    return EXIT_DONE
  }
}

/** The chapters of the page, in its order. */
const GROUPS: Record<ConfigField['group'], string> = {
  data: 'Data',
  networks: 'Networks',
  loss: 'Loss',
  optimizer: 'Optimizer',
  schedule: 'Schedule',
  stop: 'Stop early'
}

/** The documentation of the settings, made of the schema's own entries. */
export function settingsPage(): string {
  const groups = Object.entries(GROUPS).map(([group, title]) => {
    const fields = CONFIG_FIELDS.filter((field) => field.group === group)
    return [`## ${title}`, ...fields.map(describe)].join('\n\n')
  })
  const presets = Object.values<Preset>(PRESETS).map(describePreset)
  return `${[INTRODUCTION, ...groups, '## Presets', ...presets].join('\n\n')}\n`
}

const INTRODUCTION = `# Settings of a training run

Each is a field of the training form and a \`--set key=value\` of \`atelier train\`. What is marked simple stands in the open; the rest waits under "advanced". This page is printed by \`atelier settings\`.`

function describe(field: ConfigField): string {
  const lines = [
    `- takes ${valuesOf(field)}; ${field.default === '' ? 'none' : field.default} by default`,
    ...(field.level === 'simple' ? ['- simple'] : []),
    ...(field.source ? [`- source: ${field.source}`] : [])
  ]
  return `### ${field.title} (\`${field.key}\`)\n\n${field.help}\n\n${lines.join('\n')}`
}

// What a person may write after `key=`.
function valuesOf({ kind, choices, minimum, maximum, unit }: ConfigField): string {
  if (kind === 'boolean') return 'true or false'
  if (kind === 'text') return 'words'
  if (choices) return choices.join(', ') + (unit ? ` ${unit}` : '')
  return `${minimum} to ${maximum}${unit ? ` ${unit}` : ''}`
}

function describePreset({ id, title, help, config }: Preset): string {
  const changes = Object.entries(config).map(([key, value]) => `\`${key}=${value}\``)
  const list = changes.length > 0 ? changes.join(', ') : 'the defaults above'
  return `### ${title} (\`${id}\`)\n\n${help}\n\n- ${list}`
}
