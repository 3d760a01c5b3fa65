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
            case "cutOff": draft.InformationCutOff = typed; break;
            case "marking": draft.Marking = typed; break;
            case "reasonCode": draft.ReasonCode = typed; break;
            case "reasonText": draft.ReasonText = typed; break;
        }
    }

    // The choices are told to the page at once; only texts may be ahead of it. Word and number are two fields of one thing.
    private static void Set(DraftJudgment judgment, string member, string typed)
    {
        switch (member)
        {
            case "rationale": judgment.Rationale = typed; break;
            case "alternatives": judgment.Alternatives = typed; break;
            case "assumptions": judgment.Assumptions = typed; break;
            case "indicators": judgment.Indicators = typed; break;
        }
    }
}
