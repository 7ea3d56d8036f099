"""Takes some files out of a wheel, streaming; prints how many bytes are done, a line at a time, and at
last a JSON object from each file's path to its size and SHA-256.

Arguments: the wheel, the target folder, and a JSON object from names in the wheel to paths in the
folder. A name with a * stands for all that match, which keep their own path below the given folder.
zipfile checks each file's CRC at its end and raises where it does not fit.
"""

import fnmatch
import hashlib
import json
import os
import stat
import sys
import zipfile

CHUNK = 4 << 20


def chosen(names, members):
    for name, path in members.items():
        if "*" not in name:
            yield name, path
            continue
        for match in fnmatch.filter(names, name):
            yield match, os.path.normpath(os.path.join(path, match))


def unpack(wheel, target, members):
    done = 0
    files = {}
    with zipfile.ZipFile(wheel) as archive:
        for name, path in chosen(archive.namelist(), members):
            destination = os.path.join(target, path)
            os.makedirs(os.path.dirname(destination), exist_ok=True)
            # Of what is read, so that it vouches for the wheel's bytes and not for the disk's.
            digest = hashlib.sha256()
            with archive.open(name) as source, open(destination, "wb") as file:
                while chunk := source.read(CHUNK):
                    file.write(chunk)
                    digest.update(chunk)
                    done += len(chunk)
                    print(done, flush=True)
                # What the manifest later vouches for has to be on the disk by then.
                file.flush()
                os.fsync(file.fileno())
            info = archive.getinfo(name)
            if info.external_attr >> 16 & stat.S_IXUSR:
                os.chmod(destination, 0o755)
            files[path] = {"bytes": info.file_size, "sha256": digest.hexdigest()}
    print(json.dumps(files))


if __name__ == "__main__":
    unpack(sys.argv[1], sys.argv[2], json.loads(sys.argv[3]))
