/**
 * Whose tries are counted together. A proxy on this machine stands before everybody:
 * then the last address it was told of counts, the one it wrote down itself; what
 * stands before that the visitor may have made up. Of IPv6 the first half counts,
 * since a household has all of the other half.
 */
export function countedAddress(
	/** Of the socket. */
	remote: string | undefined,
	/** `X-Forwarded-For` */
	forwarded: string | undefined,
): string {
	const last = forwarded?.split(",").at(-1)?.trim();
	const address = isThisMachine(remote) && last ? last : (remote ?? "unknown");
	const known = address.replace(/^::ffff:(?=\d+\.)/i, "");
	return known.includes(":") ? firstHalf(known) : known;
}

const isThisMachine = (address = ""): boolean =>
	/^(::1|(::ffff:)?127\.)/i.test(address);

/** The first four groups, whatever `::` leaves out. */
function firstHalf(address: string): string {
	const [before = "", after] = address.split("::");
	const groups = before === "" ? [] : before.split(":");
	const last = after ? after.split(":") : [];
	const left =
		after === undefined ? 0 : Math.max(0, 8 - groups.length - last.length);
	return [...groups, ...Array<string>(left).fill("0"), ...last]
		.slice(0, 4)
		.map((group) => group.replace(/^0+(?=.)/, ""))
		.join(":");
}
