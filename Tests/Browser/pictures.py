"""Draws the report's first screens for the README: python3 pictures.py RUN_FOLDER IMAGE_FOLDER

Smaller with Pillow, where it is installed: the same picture in 64 colours.
"""

import sys
from pathlib import Path

from chromium import Chromium

PICTURES = [("report-laptop-vi.png", "vi", 1366, 900), ("report-phone-en.png", "en", 390, 844)]


def shrink(path):
    try:
        from PIL import Image
    except ImportError:
        return
    with Image.open(path) as image:
        image.convert("RGB").quantize(64, dither=Image.Dither.NONE).save(path, optimize=True)


def main():
    folder, images = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    images.mkdir(parents=True, exist_ok=True)
    browser = Chromium()
    try:
        for name, language, width, height in PICTURES:
            browser.size(width, height)
            browser.open((folder / f"report.{language}.html").as_uri())
            browser.picture(images / name)
            shrink(images / name)
            print(f"{images / name}: {(images / name).stat().st_size:,} bytes")
    finally:
        browser.close()


if __name__ == "__main__":
    main()
