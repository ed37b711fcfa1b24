import { useTranslations } from "next-intl";
import { PageTitle } from "@/components/ui";

export default function Programme() {
  return <PageTitle>{useTranslations("common")("nav.programme")}</PageTitle>;
}
