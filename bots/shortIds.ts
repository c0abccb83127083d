/**
 * An id that fits a button twice: Telegram gives a button 64 bytes, and two ids as they
 * are written take 72 of them.
 */
import { Buffer } from "node:buffer";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** 22 characters for an id of ours; any other stays as it is. */
export const shortId = (id: string): string =>
	UUID.test(id)
		? Buffer.from(id.replaceAll("-", ""), "hex").toString("base64url")
		: id;

/** Reads it back; what a button never said stays as it is and belongs to nobody. */
export function longId(short: string | undefined): string {
	if (!short || !/^[\w-]{22}$/.test(short)) return short ?? "";
	const hex = Buffer.from(short, "base64url").toString("hex");
	return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
