import type { StudioApi } from '../contract/api.ts'
import type { Session } from './command.ts'
import { followJob } from './follow.ts'

/** Writes what is asked for to its file, with progress; Ctrl-C cancels it. */
export async function exportFile(
  session: Session,
  wanted: Parameters<StudioApi['startExport']>[0] & { out: string }
): Promise<string> {
  await followJob(session, await session.api.startExport(wanted))
  return wanted.out
}
