/**
 * Numbers that regulators keep for films, books and teaching: nobody has them. By calling code, as patterns of the
 * whole national number. A country is missing where its regulator keeps none, or where no source of it was found.
 */
export const FICTIONAL_NUMBERS: Readonly<Record<string, string>> = {
  // 555-0100 to 555-0199 of every area code. NANPA, "555 Line Numbers", https://nanpa.com/numbering/555-line-numbers
  1: '\\d{3}55501\\d\\d',
  // Arcep, décision 2018-0881, annexe, "Numéros pour œuvres audiovisuelles",
  // https://www.arcep.fr/uploads/tx_gsavis/18-0881.pdf
  33: '(?:19900|26191|35301|46571|53649|63998)\\d{4}',
  // Ofcom, "Telephone numbers for use in TV and radio drama programmes",
  // https://www.ofcom.org.uk/phones-and-broadband/phone-numbers/numbers-for-drama
  44: [
    '(?:7700900|1632960|8081570|9098790|3069990)\\d{3}',
    '(?:1(?:1[3-8]|[2-6]1)4960|1914980|2079460|2896496|2920180)\\d{3}',
  ].join('|'),
  // PTS, "Telefonnummer för användning i böcker och filmer etc", mobile numbers: 070-174 06 05 to 99,
  // https://www.pts.se/sv/bransch/telefoni/nummer-och-adressering/
  46: '7017406(?:0[5-9]|[1-9]\\d)',
  // Nkom, "Alle nummerserier for norske telefonnumre", the series for television and film,
  // https://nkom.no/telefoni-og-telefonnummer/telefonnummer-og-den-norske-nummerplan/alle-nummerserier-for-norske-telefonnumre
  47: '6805\\d{4}',
  // Bundesnetzagentur, "Rufnummern für Medienproduktionen", Mitteilung 148/2021, Amtsblatt 7/2021,
  // https://www.bundesnetzagentur.de/DE/Fachthemen/Telekommunikation/Nummerierung/_DL/mittlg148_2021.pdf
  49: [
    '(?:3023125|6990009|4066969|2214710|8999998)\\d{3}|(?:17139200|176040690)\\d\\d',
    '152(?:28817386|28895456|54599371)|172(?:9925904|9968532|9973185|9973186|9980752)|174(?:9091317|9464308)',
  ].join('|'),
  // ACMA, "Phone numbers for use in TV shows, films and creative works",
  // https://www.acma.gov.au/phone-numbers-use-tv-shows-films-and-creative-works
  61: [
    '[2378](?:5550|7010)\\d{4}',
    '49157(?:0(?:006|110|15[6-9]|313|737)|1(?:266|491|804)|2(?:549|665|983)|3(?:087|770)|4(?:118|632)|5(?:254|789))',
    '49157(?:6(?:398|801)|7(?:426|644)|8(?:148|888|957)|9(?:212|455|760))',
  ].join('|'),
  // ComReg keeps 020 91X XXXX for drama.
  353: '2091\\d{5}',
}
