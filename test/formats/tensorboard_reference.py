"""Prints what TensorBoard's own reader finds in a folder of event files, as JSON."""

import io
import json
import sys

from PIL import Image
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

events = EventAccumulator(sys.argv[1], size_guidance={"scalars": 0, "images": 0})
events.Reload()
tags = events.Tags()


def picture(event):
    with Image.open(io.BytesIO(event.encoded_image_string)) as image:
        return {
            "step": event.step,
            "said": [event.width, event.height],
            "size": list(image.size),
            "corner": image.convert("RGB").getpixel((0, 0)),
        }


print(
    json.dumps(
        {
            "scalars": {
                tag: [[event.wall_time, event.step, event.value] for event in events.Scalars(tag)]
                for tag in tags["scalars"]
            },
            "images": {
                tag: [picture(event) for event in events.Images(tag)] for tag in tags["images"]
            },
        }
    )
)
