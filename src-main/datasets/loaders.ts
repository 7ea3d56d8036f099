import { isMainThread } from 'node:worker_threads'
import sharp from 'sharp'

// Everything libvips can open is refused but these six, and those only from memory, after their
// content was recognised: each further loader is one more parser for untrusted files. It holds for the whole
// process and is done before there are threads: a thread that did it again would refuse the others' files meanwhile.
if (isMainThread) {
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({
    operation: [
      'VipsForeignLoadJpegBuffer',
      'VipsForeignLoadPngBuffer',
      'VipsForeignLoadNsgifBuffer',
      'VipsForeignLoadWebpBuffer',
      'VipsForeignLoadTiffBuffer',
      'VipsForeignLoadHeifBuffer'
    ]
  })
}
// Every file is decoded once, so a cache of operations would only hold memory.
sharp.cache(false)
// Pictures are decoded side by side; more threads for each of them would only be in the way.
sharp.concurrency(1)

export { sharp }
