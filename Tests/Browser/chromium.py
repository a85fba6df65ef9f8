"""A headless Chromium, spoken to over a pipe: NUL-separated JSON on its descriptors 3 and 4."""

import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
import tempfile
import time


class Chromium:
    """One browser with one page. A call that it does not answer in time, or refuses, is an error."""

    def __init__(self, program="chromium"):
        self.profile = tempfile.mkdtemp(prefix="hailong-browser-")
        ours_in, theirs_out = (fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in os.pipe())
        theirs_in, ours_out = (fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in os.pipe())
        os.dup2(theirs_in, 3)
        os.dup2(theirs_out, 4)
        options = ["--headless=new", "--remote-debugging-pipe", "--hide-scrollbars", "--disable-gpu",
                   "--no-first-run", "--disable-background-networking", "--force-color-profile=srgb",
                   f"--user-data-dir={self.profile}", "about:blank"]
        if os.geteuid() == 0:
            options.insert(0, "--no-sandbox")
        self.process = subprocess.Popen(
            [program, *options], pass_fds=(3, 4), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for end in (theirs_in, theirs_out, 3, 4):
            os.close(end)
        self.read_end, self.write_end = ours_in, ours_out
        self.waiting, self.events, self.number, self.session = b"", [], 0, None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log", "DOM"):
            self.call(f"{domain}.enable")

    def call(self, method, timeout=300, **parameters):
        """The result of a command; events that come meanwhile are kept in `events`."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.write_end, data):]
        deadline = time.monotonic() + timeout
        while True:
            answer = self.receive(deadline, method)
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]

    def receive(self, deadline, what):
        while b"\0" not in self.waiting:
            if not select.select([self.read_end], [], [], max(0, deadline - time.monotonic()))[0]:
                raise RuntimeError(f"{what}: no answer from the browser in time")
            data = os.read(self.read_end, 1 << 20)
            if not data:
                raise RuntimeError(f"{what}: the browser ended (status {self.process.poll()})")
            self.waiting += data
        message, self.waiting = self.waiting.split(b"\0", 1)
        answer = json.loads(message)
        if "method" in answer:
            self.events.append(answer)
        return answer

    def open(self, address):
        """Loads a page to its end; the events of it are those in `events`."""
        self.events = []
        self.call("Page.navigate", url=address)
        deadline = time.monotonic() + 120
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self.receive(deadline, address)

    def run(self, script):
        """The value of a JavaScript expression, a promise's when it is kept."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise RuntimeError(details.get("exception", {}).get("description", details["text"]))
        return answer["result"].get("value")

    def size(self, width, height, scale=1):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=scale, mobile=False)

    def media(self, kind="", **features):
        """What the reader's machine asks for: `print`, `prefers_color_scheme="dark"`."""
        asked = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.call("Emulation.setEmulatedMedia", media=kind, features=asked)

    def press(self, key, code):
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code)

    def picture(self, path=None, clip=None):
        """The screen as PNG, or a part of the page: x, y, width and height."""
        more = {"clip": {**dict(zip(("x", "y", "width", "height"), clip)), "scale": 1},
                "captureBeyondViewport": True} if clip else {}
        data = base64.b64decode(self.call("Page.captureScreenshot", format="png", **more)["data"])
        if path:
            path.write_bytes(data)
        return data

    def paper(self):
        """The page as PDF, on the paper that its style asks for."""
        return base64.b64decode(self.call("Page.printToPDF", preferCSSPageSize=True)["data"])

    def close(self):
        self.session = None
        try:
            self.call("Browser.close", timeout=10)
            self.process.wait(10)
        except (RuntimeError, OSError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)
