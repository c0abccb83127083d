/** The wire between a browser and the service, to be cut: an offline browser would keep what is open already. */
import {
	type AddressInfo,
	connect,
	createServer,
	type Server,
	type Socket,
} from "node:net";

/** What a browser says of an address it does not reach, its service worker's among them. */
export const NO_LINE = /Failed to load resource|ERR_|when fetching the script/;

export async function lineTo(url: string) {
	const to = Number(new URL(url).port);
	const open = new Set<Socket>();
	const listen = async (port: number): Promise<Server> => {
		const server = createServer((near) => {
			const far = connect(to, "127.0.0.1");
			for (const socket of [near, far]) {
				open.add(socket);
				socket.on("error", () => socket.destroy());
				socket.on("close", () => {
					open.delete(socket);
					near.destroy();
					far.destroy();
				});
			}
			near.pipe(far).pipe(near);
		});
		await new Promise<void>((resolve) =>
			server.listen(port, "127.0.0.1", resolve),
		);
		return server;
	};
	let server = await listen(0);
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://localhost:${port}`,
		async cut(): Promise<void> {
			const closed = new Promise((resolve) => server.close(resolve));
			for (const socket of open) socket.destroy();
			await closed;
		},
		async mend(): Promise<void> {
			server = await listen(port);
		},
	};
}
