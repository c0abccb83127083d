/**
 * Two homes of one code: `node` runs everything, `workerd` what the Worker
 * holds. Narrow runs: `npx vitest run --project node test/core/crew.test.ts`.
 */
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

const WORKERD_TESTS = "test/workerd/**/*.test.ts";

export default defineConfig({
	test: {
		reporters: ["default", "./test/closing-line.ts"],
		projects: [
			{
				test: {
					name: "node",
					include: ["test/**/*.test.ts"],
					exclude: [WORKERD_TESTS, "**/node_modules/**"],
					environment: "node",
					env: { DZVIN_TEST: "true" },
					// Only a hang takes this long, on whatever machine.
					testTimeout: 120_000,
					pool: "forks",
					// On two cores: a test of a page mostly waits, as people do.
					maxWorkers: 4,
				},
			},
			{
				plugins: [
					cloudflareTest(async () => ({
						main: "./src/worker.ts",
						wrangler: { configPath: "./wrangler.toml" },
						miniflare: {
							bindings: {
								DZVIN_TEST: "true",
								DZVIN_SECRET: "a secret of the tests, long enough to be one",
								ADMIN_API_KEY: "worker-test-admin-key",
								MIGRATIONS: await readD1Migrations(
									`${import.meta.dirname}/db/sqlite/migrations`,
								),
							},
						},
					})),
				],
				test: {
					name: "workerd",
					include: [WORKERD_TESTS],
					testTimeout: 30_000,
				},
			},
		],
	},
});
