/**
 * Towns and selyshcha that were renamed between 2016 and 2024, so that the name people
 * still say is understood where no table gives former names. Villages come from the
 * column `former_names` of the import.
 */
import type { AreaRow } from "../ports.ts";
import { searchText } from "./spelling.ts";

/** Former names of a settlement, from this list; the oblast and its size tell it from others called so. */
export const renamed = (
	name: string,
	category: AreaRow["category"],
	oblast: string | undefined,
): readonly string[] =>
	oblast === undefined ? [] : (FORMER.get(keyOf(name, category, oblast)) ?? []);

const keyOf = (name: string, category: string, oblast: string): string =>
	`${searchText(name)}|${category}|${searchText(oblast).split(" ")[0]}`;

/** Oblast: what it was called, what it is called, its letter. */
const LIST = `Волинська: Володимир-Волинський, Володимир, M
Дніпропетровська: Дніпродзержинськ, Кам'янське, M; Дніпропетровськ, Дніпро, M; Орджонікідзе, Покров, M; Новомосковськ, Самар, M; Першотравенськ, Шахтарське, M; Кіровське, Обухівка, X; Ювілейне, Слобожанське, X
Донецька: Артемівськ, Бахмут, M; Красноармійськ, Покровськ, M; Красний Лиман, Лиман, M; Дзержинськ, Торецьк, M; Димитров, Мирноград, M; Комсомольське, Кальміуське, M; Кіровське, Хрестівка, M; Юнокомунарівськ, Бунге, M; Артемове, Залізне, M; Тельманове, Бойківське, X; Новгородське, Нью-Йорк, X
Житомирська: Новоград-Волинський, Звягель, M; Червоноармійськ, Пулини, X; Володарськ-Волинський, Хорошів, X
Київська: Переяслав-Хмельницький, Переяслав, M
Кіровоградська: Кіровоград, Кропивницький, M; Ульяновка, Благовіщенське, M
Луганська: Свердловськ, Довжанськ, M; Краснодон, Сорокине, M; Красний Луч, Хрустальний, M; Стаханов, Кадіївка, M; Молодогвардійськ, Отаманівка, M; Вахрушеве, Боково-Хрустальне, M; Червонопартизанськ, Вознесенівка, M; Сєвєродонецьк, Сіверськодонецьк, M
Львівська: Червоноград, Шептицький, M
Миколаївська: Южноукраїнськ, Південноукраїнськ, M; Жовтневе, Воскресенське, X
Одеська: Іллічівськ, Чорноморськ, M; Котовськ, Подільськ, M; Южне, Південне, M; Фрунзівка, Захарівка, X; Комінтернівське, Доброслав, X; Тарутине, Бессарабське, X
Полтавська: Комсомольськ, Горішні Плавні, M; Червонозаводське, Заводське, M
Рівненська: Кузнецовськ, Вараш, M
Сумська: Дружба, Хутір-Михайлівський, M
Харківська: Комсомольське, Слобожанське, M; Красноград, Берестин, M; Первомайський, Златопіль, M
Херсонська: Цюрупинськ, Олешки, M
Черкаська: Ватутіне, Багачеве, M
Чернігівська: Щорс, Сновськ, M`;

const FORMER = new Map<string, string[]>();
for (const line of LIST.split("\n")) {
	const [oblast = "", pairs = ""] = line.split(": ");
	for (const pair of pairs.split("; ")) {
		const [former = "", name = "", category = ""] = pair.split(", ");
		const key = keyOf(name, category, oblast);
		FORMER.set(key, [...(FORMER.get(key) ?? []), former]);
	}
}
