/** A row as a model has it: SQL's NULL is an absent field. */
export function present<Model>(row: Record<string, unknown>): Model {
  const entries = Object.entries(row).filter(([, value]) => value !== null)
  return Object.fromEntries(entries) as Model
}

/** `name = @name, …` for the named columns. */
export function assignments(columns: readonly string[]): string {
  return columns.map((column) => `${column} = @${column}`).join(', ')
}

/** `(a, b) VALUES (@a, @b)` for the named columns. */
export function values(columns: readonly string[]): string {
  return `(${columns.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})`
}
