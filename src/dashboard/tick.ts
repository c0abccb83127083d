/** The machine's clock each second, for whatever says how old it is. */
import { useEffect, useState } from "react";

export function useTick(everyMs = 1_000): number {
	const [now, setNow] = useState(Date.now);
	useEffect(() => {
		const timer = setInterval(() => setNow(Date.now()), everyMs);
		return () => clearInterval(timer);
	}, [everyMs]);
	return now;
}
