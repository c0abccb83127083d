/** A Fluent file imported as text; see `bundled.ts`. */
declare module "*.ftl" {
	const source: string;
	export default source;
}
