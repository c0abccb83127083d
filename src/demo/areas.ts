/**
 * The demo's settlements as `dzvin import areas` reads them: the invented hromada with
 * its villages, and the towns where people work. Places as in `village.ts`.
 */
import { AREA_CODE } from "./village.ts";

const OBLAST = "UA61000000000060328,Тернопільська";
const CHORTKIV = `UA61060000000068766,Чортківський,${OBLAST}`;
const TERNOPIL = `UA61040000000090285,Тернопільський,${OBLAST}`;
/** Chortkiv's own hromada lends its code to the invented one; this code is nobody's. */
const TOWN = "UA61060990000099999";
const CITY = "UA61040490000035010";

/** Tables in the order they are imported. */
export const AREA_TABLES: readonly string[] = [
	[
		"code,name,raion_code,raion,oblast_code,oblast,lat,lon",
		`${AREA_CODE},Росохацька сільська громада,${CHORTKIV},48.9463,25.8157`,
		`${TOWN},Чортківська міська громада,${CHORTKIV},49.0093,25.7904`,
		`${CITY},Тернопільська міська громада,${TERNOPIL},49.5535,25.5948`,
	].join("\n"),
	[
		"code,name,category,hromada_code,lat,lon",
		`UA61060430070088102,Росохач,C,${AREA_CODE},48.9463,25.8157`,
		`UA61060150030011355,Угринь,C,${AREA_CODE},48.9715,25.8407`,
		`UA61060330070096398,Сосулівка,C,${AREA_CODE},48.9197,25.8257`,
		`UA61060330120031635,Ягільниця,C,${AREA_CODE},48.9434,25.7509`,
		`UA61060150060083699,Шманьківчики,C,${AREA_CODE},48.972,25.918`,
		`UA61060430010047348,Чортків,M,${TOWN},49.0093,25.7904`,
		`UA61040490010069060,Тернопіль,M,${CITY},49.5535,25.5948`,
	].join("\n"),
];
