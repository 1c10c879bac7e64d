"""A way to PostgreSQL's Unix socket that takes its time: each direction is delayed, and round trips are counted."""

import asyncio
import collections
import threading


class Proxy:
    """Listens on one Unix socket, passes on to another. `delay` in seconds, for each direction."""

    def __init__(self, listen, connect, delay):
        self.listen, self.connect, self.delay = listen, connect, delay
        # What a client sends without having heard from the server in between is one round trip. (The request for
        # encryption is one too; clients leave it out on a Unix socket.)
        self.round_trips = 0
        self.clients = set()
        self.loop = asyncio.new_event_loop()
        ready = threading.Event()
        self.thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self.thread.start()
        ready.wait()

    def _run(self, ready):
        asyncio.set_event_loop(self.loop)
        self.server = self.loop.run_until_complete(asyncio.start_unix_server(self._client, self.listen))
        ready.set()
        self.loop.run_forever()

    async def _client(self, client_in, client_out):
        self.clients.add(asyncio.current_task())
        server_in, server_out = await asyncio.open_unix_connection(self.connect)
        heard = {"client": False}
        await asyncio.gather(self._pump(client_in, server_out, heard, True), self._pump(server_in, client_out, heard, False))

    async def _pump(self, source, target, heard, from_client):
        waiting = collections.deque()

        def deliver():
            data = waiting.popleft()
            if data is None:
                target.close()
            elif not target.is_closing():
                target.write(data)

        while True:
            try:
                data = await source.read(65536)
            except ConnectionError:
                data = b""
            # The farewell (Terminate) is not answered.
            if from_client and data and data[:1] != b"X" and not heard["client"]:
                self.round_trips += 1
            heard["client"] = from_client
            waiting.append(data or None)
            self.loop.call_later(self.delay, deliver)
            if not data:
                return

    async def _finish(self):
        self.server.close()
        await asyncio.wait_for(asyncio.gather(*self.clients, return_exceptions=True), 10)
        # The last of what was said is on its way still.
        await asyncio.sleep(2 * self.delay)

    def close(self):
        """After the clients have gone: passes on what they said last, so that the server knows too."""
        asyncio.run_coroutine_threadsafe(self._finish(), self.loop).result()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()
