/** Where drizzle-kit finds the tables and writes migrations, for the SQLite file and for D1 alike. */
import { defineConfig } from "drizzle-kit";

export default defineConfig({
	dialect: "sqlite",
	schema: "./db/sqlite/schema.ts",
	out: "./db/sqlite/migrations",
});
