"""Takes some files out of a wheel, streaming, and prints how many bytes are done, a line at a time.

Arguments: the wheel, the target folder, and a JSON object from paths in the wheel to paths in the
folder. zipfile checks each file's CRC at its end and raises where it does not fit.
"""

import json
import os
import sys
import zipfile

CHUNK = 4 << 20


def unpack(wheel, target, members):
    done = 0
    with zipfile.ZipFile(wheel) as archive:
        for name, path in members.items():
            destination = os.path.join(target, path)
            os.makedirs(os.path.dirname(destination), exist_ok=True)
            with archive.open(name) as source, open(destination, "wb") as file:
                while chunk := source.read(CHUNK):
                    file.write(chunk)
                    done += len(chunk)
                    print(done, flush=True)
                # What the manifest later vouches for has to be on the disk by then.
                file.flush()
                os.fsync(file.fileno())


if __name__ == "__main__":
    unpack(sys.argv[1], sys.argv[2], json.loads(sys.argv[3]))
