/** Loads and decodes a picture off screen; it stays decoded as long as the element is held. */
export async function loadImage(url: string): Promise<HTMLImageElement> {
  const picture = new Image()
  picture.src = url
  await picture.decode()
  return picture
}

/** Loads and decodes a picture off screen; on failure asks the studio for its sentence. */
export async function decodePicture(url: string): Promise<void> {
  try {
    await loadImage(url)
  } catch {
    const reply = await fetch(url).catch(() => undefined)
    const sentence = reply && !reply.ok ? (await reply.text()).trim() : ''
    throw new Error(sentence || 'The picture could not be loaded.')
  }
}
