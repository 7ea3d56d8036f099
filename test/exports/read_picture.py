"""Tells what Pillow sees in a picture: frames, the middle pixel and milliseconds of each, and texts."""

import json
import sys
import zipfile

from PIL import Image


def look(file):
    with Image.open(file) as picture:
        frames = []
        for number in range(getattr(picture, "n_frames", 1)):
            picture.seek(number)
            width, height = picture.size
            pixel = picture.convert("RGB").getpixel((width // 2, height // 2))
            frames.append({"pixel": pixel, "ms": picture.info.get("duration")})
        picture.seek(0)
        texts = {key: str(value) for key, value in getattr(picture, "text", {}).items()}
        return {
            "format": picture.format,
            "size": picture.size,
            "frames": frames,
            "loop": picture.info.get("loop"),
            "texts": texts,
        }


def main():
    (file,) = sys.argv[1:]
    if not file.endswith(".zip"):
        return look(file)
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        seen = {}
        for name in archive.namelist():
            with archive.open(name) as member:
                seen[name] = look(member)
        return seen


print(json.dumps(main()))
