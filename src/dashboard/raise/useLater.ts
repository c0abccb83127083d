/** A value once it has stood still for a moment: whoever types asks once. */
import { useEffect, useState } from "react";

export function useLater<Value>(value: Value, ms: number): Value {
	const [later, setLater] = useState(value);
	useEffect(() => {
		const timer = setTimeout(() => setLater(value), ms);
		return () => clearTimeout(timer);
	}, [value, ms]);
	return later;
}
