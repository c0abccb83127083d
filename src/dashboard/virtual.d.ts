declare module "virtual:texts/uk" {
	const source: string;
	export default source;
}
declare module "virtual:texts/en" {
	const source: string;
	export default source;
}
