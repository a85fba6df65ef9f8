"""axe-core, the accessibility checker: fetched once by pip from a wheel on PyPI, never committed."""

import hashlib
import os
import subprocess
import sys
import zipfile

WHEEL = "axe-playwright-python==0.1.8"  # carries axe-core 4.12.1
MEMBER = "axe_playwright_python/axe.min.js"
SHA256 = "84494fec757e4710dc751c8d7a636e457f4532f08f85c86dc9070133fbff53bc"
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]


def source(folder):
    """The text of axe.min.js; `None` where AXE=none says to do without, or AXE=optional and it cannot be had."""
    wanted = os.environ.get("AXE")
    if wanted == "none":
        return None
    wheels = folder / "axe"
    if not list(wheels.glob("*.whl")):
        fetched = subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
             "--only-binary", ":all:", "--dest", str(wheels), WHEEL], capture_output=True, text=True)
        if fetched.returncode and wanted == "optional":
            print(f"axe-core is left out: pip could not fetch {WHEEL}", file=sys.stderr)
            return None
        if fetched.returncode:
            raise SystemExit(
                f"axe-core was left out: pip could not fetch {WHEEL}.\n{fetched.stderr.strip()[-400:]}\n"
                "AXE=none runs the other checks without it.")
    with zipfile.ZipFile(next(wheels.glob("*.whl"))) as wheel:
        text = wheel.read(MEMBER)
    if hashlib.sha256(text).hexdigest() != SHA256:
        raise SystemExit(f"{wheels}: not the axe-core of {WHEEL}; remove the folder and try again.")
    return text.decode()
