using System.Globalization;
using Assessment.Client;

namespace Assessment.Dashboard.Writing;

/// <summary>A text being written, whole or not: all of it can be kept on the device, what is complete of it by the service.</summary>
public sealed class Draft
{
    private const string DayForm = "yyyy-MM-dd";

    /// <summary>The assessment it is of, or is to be.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    public string Title { get; set; } = "";

    /// <summary>As typed: a day, or nothing yet.</summary>
    public string InformationCutOff { get; set; } = "";

    public string Marking { get; set; } = "CLEAR";

    /// <summary>Why a revision is opened; empty otherwise.</summary>
    public string ReasonCode { get; set; } = "";

    public string ReasonText { get; set; } = "";

    public List<DraftJudgment> Judgments { get; set; } = [];

    public bool HasDay => Day is not null;

    /// <summary>What the service asks of any draft: a title and a day.</summary>
    public bool CanBeSaved => !string.IsNullOrWhiteSpace(Title) && Day is not null;

    /// <summary>Whether the service takes all of its judgments.</summary>
    public bool IsComplete => Judgments.All(judgment => judgment.IsComplete);

    public bool HasReason => ReasonCode.Length > 0 && !string.IsNullOrWhiteSpace(ReasonText);

    private DateOnly? Day => DateOnly.TryParseExact(InformationCutOff, DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    public static Draft Of(Guid id, PendingContent text) => Of(id, text.Title, text.InformationCutOff, text.Marking, text.Judgments);

    public static Draft Of(Guid id, PublishedContent text, string marking) => Of(id, text.Title, text.InformationCutOff, marking, text.Judgments);

    /// <summary>What of it the service takes: the judgments that have a level, a likelihood or a distribution, and a confidence.</summary>
    public NewContent Content() => new(Title.Trim(), Day!.Value, Marking, [.. Judgments.Where(judgment => judgment.IsComplete).Select(judgment => judgment.Judgment())]);

    private static Draft Of(Guid id, string title, DateOnly cutOff, string marking, IEnumerable<JudgmentAnswer> judgments) => new()
    {
        Id = id,
        Title = title,
        InformationCutOff = cutOff.ToString(DayForm, CultureInfo.InvariantCulture),
        Marking = marking,
        Judgments = [.. judgments.Select(DraftJudgment.Of)],
    };
}
