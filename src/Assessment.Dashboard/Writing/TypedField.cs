using System.Globalization;

namespace Assessment.Dashboard.Writing;

/// <summary>A field by the name it has on the page, for what was typed and never heard of.</summary>
public static class TypedField
{
    /// <summary>Puts what was typed into the draft; a field of a judgment that is not there any more is let go.</summary>
    public static void Set(Draft draft, string name, string typed)
    {
        if (name.Split('.') is [var id, var member])
        {
            if (draft.Judgments.FirstOrDefault(judgment => judgment.Id == id) is { } judgment) Set(judgment, member, typed);
            return;
        }

        switch (name)
        {
            case "title": draft.Title = typed; break;
            case "informationCutOff": draft.InformationCutOff = typed; break;
            case "marking": draft.Marking = typed; break;
            case "reasonCode": draft.ReasonCode = typed; break;
            case "reasonText": draft.ReasonText = typed; break;
        }
    }

    /// <summary>Puts what was typed into a claim.</summary>
    public static void Set(ClaimDraft draft, string name, string typed)
    {
        switch (name)
        {
            case "statement": draft.Statement = typed; break;
            case "informationDate": draft.InformationDate = typed; break;
            case "asserts": draft.Asserts = typed; break;
            case "credibility" when Number(typed) is { } credibility: draft.Credibility = credibility; break;
            case "marking": draft.Marking = typed; break;
            case "value": draft.Value = typed; break;
            case "unit": draft.Unit = typed; break;
            case "reference": draft.Reference = typed; break;
        }
    }

    /// <summary>Puts what was typed into a dissent.</summary>
    public static void Set(DissentDraft draft, string name, string typed)
    {
        switch (name)
        {
            case "level" when Number(typed) is { } level: draft.Level = level; break;
            case "rationale": draft.Rationale = typed; break;
        }
    }

    // Word and number are two fields of one thing, and have one name.
    private static void Set(DraftJudgment judgment, string member, string typed)
    {
        switch (member)
        {
            case "level" when Number(typed) is { } level: judgment.Level = level; break;
            case "likelihood" when double.TryParse(typed, NumberStyles.Float, CultureInfo.InvariantCulture, out _): judgment.Percent = typed; break;
            case "likelihood": judgment.Term = typed; break;
            case ['s', 'h', 'a', 'r', 'e', >= '1' and <= '5' and var level]: judgment.Shares[level - '1'] = typed; break;
            case "confidence": judgment.Confidence = typed; break;
            case "rationale": judgment.Rationale = typed; break;
            case "alternatives": judgment.Alternatives = typed; break;
            case "assumptions": judgment.Assumptions = typed; break;
            case "indicators": judgment.Indicators = typed; break;
        }
    }

    private static int? Number(string typed) => int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
