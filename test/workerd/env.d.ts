/** What `cloudflare:test` gives the tests that run inside workerd. */
declare module "cloudflare:test" {
	export const env: {
		DB: import("../../db/sqlite/d1.ts").D1Binding;
		MIGRATIONS: { name: string; queries: string[] }[];
		DZVIN_SECRET: string;
		DZVIN_TEST: string;
	};
	export const SELF: {
		fetch(url: string, init?: RequestInit): Promise<Response>;
	};
	export function applyD1Migrations(
		database: import("../../db/sqlite/d1.ts").D1Binding,
		migrations: { name: string; queries: string[] }[],
	): Promise<void>;
	export function reset(): Promise<void>;
}
