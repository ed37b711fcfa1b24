import { connection } from "next/server";
import { getTranslations } from "next-intl/server";
import { statusOf } from "@/components/programme/status";
import { Wall } from "@/components/programme/wall";
import { Empty, LinkButton, PageTitle } from "@/components/ui";
import { programme } from "@/lib/catalogue";
import { counts } from "../counts";
import { who } from "../who";

/** Nothing is on: an admin is shown the way to change that. */
async function Nothing() {
  const [t, visitor] = await Promise.all([getTranslations("programme.empty"), who()]);
  const action = visitor?.role === "ADMIN" && (
    <LinkButton look="signal" href="/admin/concerts/new">
      {t("admin")}
    </LinkButton>
  );
  return (
    <Empty title={t("title")} action={action}>
      {t("text")}
    </Empty>
  );
}

export default async function Programme() {
  await connection(); // nothing is read while building: the programme is of this moment
  const [t, concerts, free] = await Promise.all([getTranslations("programme"), programme(), counts()]);
  const now = new Date();
  const standings = concerts.map((concert) => {
    const available = free.get(concert.id)?.available;
    return { concert, status: statusOf(concert, available, now), available };
  });
  return (
    <>
      <PageTitle lead={t("lead")}>{t("title")}</PageTitle>
      {standings.length > 0 ? <Wall standings={standings} /> : <Nothing />}
    </>
  );
}
