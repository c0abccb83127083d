/** What is written as a number, with a point or a comma; what is none is the schema's to find. */
export const numberIn = (written: string): number =>
	written.trim() === "" ? Number.NaN : Number(written.replace(",", "."));
