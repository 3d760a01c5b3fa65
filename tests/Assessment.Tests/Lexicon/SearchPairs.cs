namespace Assessment.Tests.Lexicon;

/// <summary>Texts, what is searched for, and whether it is found; held by the pure matcher and by the service on a database, of any locale.</summary>
public static class SearchPairs
{
    public static readonly IReadOnlyList<(string Text, string Query, bool Found)> All =
    [
        // Case, in every script that has it.
        ("The FSB suspects Beijing.", "fsb", true), ("The FSB suspects Beijing.", "BEIJING", true),
        ("Командование усилило охрану", "командование", true), ("Командование усилило охрану", "КОМАНДОВАНИЕ", true), ("Путин в Хабаровске", "путин", true),
        ("ФСБ подозревает", "фсб", true), ("Монгол улс", "монгол", true), ("Київ і Їжак", "ЇЖАК", true), ("Ђоковић", "ђоковић", true), ("Қазақстан", "ҚАЗАҚСТАН", true),
        ("Αθήνα και Σπάρτη", "ΑΘΗΝΑ", true), ("Ὀδυσσεύς", "ΟΔΥΣΣΕΥΣ", true), ("Οδυσσεύς", "οδυσσευσ", true), ("ΣΟΦΟΣ", "σοφός", true), ("Ἀθῆναι", "αθηναι", true), ("ᾠδή", "ωδη", true),
        ("Հայաստան", "հայաստան", true), ("ՀԱՅԱՍՏԱՆ", "Հայաստան", true), ("Եւրոպա", "եվրոպա", false), ("և այլն", "եւ", true), ("Երևան", "ԵՐԵՒԱՆ", true),
        ("İstanbul", "İSTANBUL", true), ("İstanbul", "istanbul", true), ("Diyarbakır", "diyarbakir", true), ("DİYARBAKIR", "diyarbakır", true), ("IĞDIR", "ığdır", true), ("ışık", "IŞIK", true),
        ("საქართველო", "ᲡᲐᲥᲐᲠᲗᲕᲔᲚᲝ", true), ("𐐔𐐯𐑅𐐨𐑉𐐯𐐻", "𐐼𐐯𐑅𐐨𐑉𐐯𐐻", true), ("ᏣᎳᎩ", "ꮳꮃꭹ", true), ("Ⅻ legion", "xii", true),
        // Accents and letters that are written otherwise.
        ("Zürich", "zurich", true), ("Zurich", "ZÜRICH", true), ("Ürümqi and Kashgar", "ürümqi", true), ("Ürümqi and Kashgar", "URUMQI", true), ("Dvořák", "dvorak", true),
        ("Łódź", "lodz", true), ("Łódź", "ŁÓDŹ", true), ("Tromsø", "tromso", true), ("Đà Nẵng", "da nang", true), ("Þórshöfn", "thorshofn", true), ("Straße", "STRASSE", true),
        ("STRASSE", "straße", true), ("GROẞE", "große", true), ("œuvre", "oeuvre", true), ("Cæsar", "caesar", true), ("São Tomé", "sao tome", true), ("naïve coup d’état", "coup d'etat", true),
        ("Чёрное море", "черное", true), ("Черное море", "ЧЁРНОЕ", true), ("Чайка", "чайка", true), ("Николай", "николай", true), ("Ελλάς", "ελλας", true), ("Ñandú", "nandu", true), ("Gdańsk", "gdansk", true),
        ("Việt Nam", "viet nam", true), ("Hà Nội", "ha noi", true), ("Thành phố Hồ Chí Minh", "hồ chí minh", true), ("Trường Sa", "truong", true),
        // Normal forms.
        ("Zu\u0308rich", "zürich", true), ("Zürich", "zu\u0308rich", true), ("Dvor\u030ca\u0301k", "dvořák", true), ("и\u0306од", "йод", true), ("Việt".Normalized(), "viet", true), ("ﬁnance", "finance", true),
        ("ＡＢＣ１２３", "abc123", true), ("ｶﾞｽ", "ガス", true), ("カ\u3099ス", "ガス", true), ("㈱", "株", true), ("① point", "1", true), ("한국".Normalized(), "한국", true), ("km²", "km2", true),
        ("𝐁𝐨𝐥𝐝", "bold", true), ("が", "か", false), ("Windows™ servers", "windows", true),
        // Points and forms of Hebrew and Arabic.
        ("שָׁלוֹם", "שלום", true), ("שלום", "שָׁלוֹם", true), ("צה״ל הודיע", "צה\"ל", true), ("צה\"ל הודיע", "צהל", true), ("ירושלים", "ירושלימ", true), ("מוסקבה", "בייג׳ינג", false),
        ("مُحَمَّد", "محمد", true), ("محمد", "مُحَمَّد", true), ("الصين وروسيا", "الصين", true), ("أحمد", "احمد", true), ("إيران", "ايران", true), ("مـحـمـد", "محمد", true), ("٢٠٢٤ تقرير", "2024", true), ("ﻣﺤﻤﺪ", "محمد", true),
        ("علی", "علي", true), ("وزارة", "وزاره", true), ("روسيا", "الصين", false),
        // Scripts without spaces: any two characters and more.
        ("中华人民共和国外交部发言人", "外交部", true), ("中华人民共和国外交部发言人", "共和", true), ("中华人民共和国外交部发言人", "国外", true), ("中华人民共和国外交部发言人", "部交", false), ("（香港）公司", "香港", true),
        ("（香港）公司", "港公", false), ("香港和上海", "香上", false), ("中国", "中", true), ("中国", "国", true), ("北京发言，东京回应", "北东", false), ("東京都知事", "京都", true), ("東京タワーに行く", "タワー", true), ("東京タワーに行く", "ワーに行", true),
        ("ロシア外務省", "シア外", true), ("T-90坦克演习", "坦克", true), ("T-90坦克演习", "T-90坦克", true), ("𠮷野家", "𠮷野", true), ("กระทรวงกลาโหมไทย", "กลาโหม", true), ("กระทรวงกลาโหมไทย", "ลา", true), ("กระทรวงกลาโหมไทย", "โหล", false),
        ("ປະເທດລາວ", "ລາວ", true), ("ព្រះរាជាណាចក្រកម្ពុជា", "កម្ពុជា", true), ("မြန်မာနိုင်ငံ", "နိုင်ငံ", true), ("러시아의 푸틴은 말했다", "러시아 푸틴", true), ("러시아의 푸틴은 말했다", "푸틴", true), ("러시아의 푸틴은 말했다", "시진핑", false),
        ("中国 外交部", "外交部 中国", true), ("中国外交部", "\"外交部\"", true),
        // Typographic quotes, dashes and spaces.
        ("The partnership has “no limits”.", "limits", true), ("The partnership has “no limits”.", "\"no limits\"", true), ("The partnership has no other limits.", "\"no limits\"", false), ("The partnership has no limits.", "“no limits”", true),
        ("China–Russia trade grew.", "Russia", true), ("China–Russia trade grew.", "China", true), ("Trade of Russia and China", "China–Russia", true), ("Beijing’s envoy came.", "Beijing", true), ("Beijing sent an envoy", "Beijing’s", true),
        ("Border—guards were reinforced.", "guards", true), ("officers…agents", "agents", true), ("«Север» exercise", "Север", true), ("a price of €5 billion", "5", true), ("2022–2023 exercises", "2023", true),
        ("pasted\u00a0from a text", "pasted", true), ("pasted\u00a0from a text", "from", true), ("a zero\u200bwidth copy", "zero", true), ("a zero\u200bwidth copy", "width", true), ("a zero\u200bwidth copy", "zerowidth", true), ("soft\u00adhyphen", "softhyphen", true),
        ("non\u2011breaking", "breaking", true), ("plain 'quotes' - and dash", "quotes", true), ("plain 'quotes' - and dash", "quotes - and", true), ("a\u2009thin\u202fspace\u3000wide", "wide", true), ("می\u200cخواهم", "میخواهم", true),
        ("„Norden“ und ‚Süden‘", "norden", true), ("A·B", "b", true), ("text\u2028line", "line", true), ("mark\u202eed", "marked", true), ("one,two;three:four", "three", true), ("a/b\\c|d", "d", true), ("emoji🚀rocket", "rocket", true),
        // Every word counts.
        ("The WHO sent a mission.", "WHO", true), ("Sanctions on IT firms.", "IT", true), ("Locks on the Don were closed.", "Don", true), ("CAN bus chips were found.", "CAN", true), ("Will it be May?", "Will", true), ("Section S", "S", true),
        ("the who", "the who", true), ("To be or not to be", "or", true), ("Nothing of it", "not", true), ("Nothing here", "the", false), ("Sanctions on IT firms.", "IT WHO", false),
        // Compounds, numbers, addresses.
        ("dual-use/military goods", "military", true), ("dual-use/military goods", "dual-use", true), ("dual-use/military goods", "use", true), ("dual use goods", "dual-use", true), ("dual-use goods", "dualuse", true), ("dual-use goods", "\"use dual\"", false),
        ("an e-mail came", "email", true), ("an email came", "e-mail", true), ("AT&T cables", "AT&T", true), ("Su-35S at the plant", "Su-35", true), ("S-400 and 350 Su", "Su-35 radar", false), ("kremlin.ru said so", "kremlin", true), ("kremlin.ru said so", "kremlin.ru", true),
        ("write to press@mid.ru today", "mid", true), ("write to press@mid.ru today", "press@mid.ru", true), ("see https://www.example.org/a_b/report-7.pdf?x=1", "report", true), ("see https://www.example.org/a_b/report-7.pdf?x=1", "example.org", true),
        ("1,000,000 shells", "1000000", true), ("1000 shells", "1,000", true), ("on 2024-01-31", "2024-01-31", true), ("on 2024-01-31", "2024", true), ("3.14 and 2", "3.2", false), ("U.S. policy", "us policy", true), ("O’Brien", "obrien", true), ("O'Brien", "O’Brien", true),
        ("COVID-19", "covid", true), ("п'ять літаків", "п’ять", true), ("C++ and C#", "c", true), ("snake_case_name", "case", true), ("id 0198f1d2-4c1e-7cc3-98c4-dc0c0c07398f here", "0198f1d2-4c1e-7cc3-98c4-dc0c0c07398f", true),
        // Several words, phrases, beginnings, forms, what must not be there.
        ("Journalists confirmed the visits of the minister.", "journalist minister", true), ("The report was leaked to journalists.", "leaking reports", true), ("Journalists confirmed the visits", "\"confirmed the visit\"", true), ("confirmed visit the", "\"confirmed the visit\"", false),
        ("Journalists came to Moscow", "moscow journ", true), ("Journalists came to Moscow", "journ moscow", false), ("Journalists came to Moscow", "\"journ\"", false), ("Journalists came to Moscow", "mosc", true), ("Journalists came to Moscow", "oscow", false), ("Командование усилило", "команд", true),
        ("the leak and the visit", "visit -leak", false), ("the leak", "visit -leak", false), ("the visit", "visit -leak", true), ("the visit of June", "visit -\"of May\"", true), ("the visit of May", "visit -\"of May\"", false), ("an open \" mark", "open \" mark", true), ("a word", "a&word|(x)", false), ("a & b", "a&b:*!", true),
    ];

    private static string Normalized(this string text) => text switch
    {
        "Việt" => "Vie\u0323\u0302t",
        "한국" => "\u1112\u1161\u11AB\u1100\u116E\u11A8",
        _ => throw new ArgumentOutOfRangeException(nameof(text)),
    };
}
