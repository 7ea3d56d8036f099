/** Loads and decodes a picture off screen; on failure asks the studio for its sentence. */
export async function decodePicture(url: string): Promise<void> {
  const picture = new Image()
  picture.src = url
  try {
    await picture.decode()
  } catch {
    const reply = await fetch(url).catch(() => undefined)
    const sentence = reply && !reply.ok ? (await reply.text()).trim() : ''
    throw new Error(sentence || 'The picture could not be loaded.')
  }
}
