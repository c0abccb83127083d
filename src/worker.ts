/**
 * The service on Cloudflare Workers: opens the D1 store and answers. What this
 * file reaches must bundle for Workers (`scripts/bundle-worker.ts --check`).
 */
import type { D1Binding } from "../db/sqlite/d1.ts";
import { d1Store } from "../db/sqlite/d1.ts";

export type Env = { DB: D1Binding };

export default {
	async fetch(request: Request, env: Env): Promise<Response> {
		const { pathname } = new URL(request.url);
		if (pathname !== "/healthz") return new Response(null, { status: 404 });
		const { store } = d1Store(env.DB);
		await store.newestAt();
		return Response.json({ status: "up" });
	},
	/** Cron sweep; until the Worker sends, there is nothing to sweep. */
	async scheduled(): Promise<void> {},
};
