using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Assessment.Server.Access;
using Assessment.Server.Http;
using Assessment.Server.Lexicon;
using Assessment.Server.Storage;
using Assessment.Server.Tradecraft;
using JasperFx.Events;
using Marten;

namespace Assessment.Server.Assessments;

public enum AssessmentStatus { Draft, Submitted, Returned, Published, Retracted }

/// <summary>The published text of an assessment: one revision as it was approved.</summary>
public sealed record Publication(
    int Revision, Content Content, IReadOnlyList<string> ApprovedBy, DateTimeOffset PublishedAt, long Position,
    IReadOnlyList<JudgmentPublished> Judgments, RevisionReason? Reason, IReadOnlyList<PublishedSupport> Support)
{
    /// <summary>By re-markings from after the moment it is looked at; null when there are none.</summary>
    public Marking? MarkedSince { get; init; }

    /// <summary>What decides who sees it, at whatever moment.</summary>
    public Marking MarkingNow => MarkedSince ?? Content.Marking;

    public Publication Remarked(IRemarking by, bool since) => since
        ? this with { MarkedSince = by.Of(MarkingNow) }
        : this with { Content = Content with { Marking = by.Of(Content.Marking) } };

    public PublishedSupport SupportOf(string dimension, Perspective? perspective) =>
        Support.Single(support => support.Dimension == dimension && support.Perspective == perspective);

    public Publication With(PublishedSupport changed) => this with
    {
        Support = [.. Support.Select(support => support.Dimension == changed.Dimension && support.Perspective == changed.Perspective ? changed : support)],
    };
}

/// <summary>How a published judgment is supported, measured against its citations as they were when somebody last looked, and at which position that was.</summary>
public sealed record PublishedSupport(string Dimension, Perspective? Perspective, SupportMark Mark, IReadOnlyList<PublishedCitation> Cited, long Since);

/// <summary>Why all judgments were taken back, and who did. The reason may speak of an open revision, so it is marked like all that stood then.</summary>
public sealed record Retraction(string Reason, string By, DateTimeOffset RecordedAt, Marking Marking)
{
    /// <summary>Of the work that was given up with it, of which the reason may speak.</summary>
    [JsonIgnore]
    public Marking GivenUp { get; init; }

    /// <summary>The version at which that work began, if there was any.</summary>
    [JsonIgnore]
    public long? Since { get; init; }

    [JsonIgnore]
    public Marking? MarkedSince { get; init; }

    /// <summary>What decides who sees it, at whatever moment.</summary>
    [JsonIgnore]
    public Marking MarkingNow => MarkedSince ?? Marking;

    public Retraction Remarked(IRemarking by, bool since)
    {
        var marking = (Marking)Math.Max((int)by.Of(MarkingNow), (int)GivenUp);
        return since ? this with { MarkedSince = marking } : this with { Marking = marking };
    }
}

/// <summary>The text being worked on: a first draft or an open revision.</summary>
public sealed record Work(
    int Revision, AssessmentStatus Status, Content Content, IReadOnlyList<string> ApprovedBy, IReadOnlyList<ReviewComment> Comments,
    IReadOnlyList<JudgmentPublished> Judgments, RevisionReason? Reason)
{
    /// <summary>The version at which it was begun.</summary>
    public long Since { get; init; }

    /// <summary>By re-markings from after the moment it is looked at; null when there are none.</summary>
    public Marking? MarkedSince { get; init; }

    /// <summary>What decides who sees it, at whatever moment.</summary>
    public Marking MarkingNow => MarkedSince ?? Content.Marking;

    public bool IsEditable => Status is AssessmentStatus.Draft or AssessmentStatus.Returned;
}

/// <summary>What a reviewer said, approving or returning.</summary>
public sealed record ReviewComment(string Reviewer, string Comment, DateTimeOffset RecordedAt);

/// <summary>An assessment as its facts make it. Folded live for each command and answer; never stored, never sent.</summary>
public sealed record AssessmentState
{
    public Guid Id { get; init; }
    public long Version { get; init; }
    public string Partnership { get; init; } = "";
    public string Author { get; init; } = "";
    public Publication? Published { get; init; }
    public Work? Pending { get; init; }

    /// <summary>The published texts that revisions took the place of.</summary>
    public IReadOnlyList<Publication> Earlier { get; init; } = [];

    public Retraction? Retraction { get; init; }
    public IReadOnlyList<Dissent> Dissents { get; init; } = [];

    /// <summary>Those that were replaced or withdrawn.</summary>
    public IReadOnlyList<Dissent> EarlierDissents { get; init; } = [];

    /// <summary>All dissents there ever were.</summary>
    public IEnumerable<Dissent> AllDissents => EarlierDissents.Concat(Dissents);

    /// <summary>The changes of evidence that are on record here, so that none is recorded twice.</summary>
    public ImmutableHashSet<(Guid Stream, long Version)> EvidenceChanges { get; init; } = [];

    /// <summary>The texts it has: what is published and what is being worked on.</summary>
    public IEnumerable<Content> Contents => ((Content?[])[Published?.Content, Pending?.Content]).OfType<Content>();

    /// <summary>The text whose marking is the assessment's: the published one, or the first draft.</summary>
    public Content Remarkable => Published?.Content ?? Pending!.Content;

    public bool Retracted => Retraction is not null;

    public AssessmentStatus Status => Retracted ? AssessmentStatus.Retracted : Published is not null ? AssessmentStatus.Published : Pending!.Status;

    /// <summary>The highest marking of anything on the stream that still counts.</summary>
    public Marking Marking => new[] { Published?.Content.Marking, Pending?.Content.Marking }.Max() ?? Marking.Clear;

    /// <summary>Published and retracted texts are for everybody with the clearance.</summary>
    public bool ShowsPublished(Actor actor) => Published is not null && actor.Sees(Published.MarkingNow);

    /// <summary>Work in progress is for its author and auditors, once submitted also for reviewers and leads.</summary>
    public bool ShowsPending(Actor actor) => Pending is not null && actor.Sees(Pending.MarkingNow) &&
        (actor.Id == Author || actor.Is(Roles.Auditor) ||
         (Pending.Status is not AssessmentStatus.Draft && (actor.Is(Roles.Reviewer) || actor.Is(Roles.Lead))));

    /// <summary>The status of what the actor sees; to whom the published text is closed, the pending one is all there is.</summary>
    public AssessmentStatus StatusFor(Actor actor) => !ShowsPublished(actor) && ShowsPending(actor) ? Pending!.Status : Status;

    /// <summary>What it says to an actor, title first: of two texts the one in which more of the words stand that are searched for.</summary>
    public string TextFor(Actor actor, SearchTerms? terms)
    {
        var texts = ((Content?[])[ShowsPublished(actor) ? Published!.Content : null, ShowsPending(actor) ? Pending!.Content : null])
            .OfType<Content>().Select(content => Excerpt.Together(content.Texts())).ToArray();
        return texts is [var published, var pending] && terms is not null && Excerpt.Count(pending, terms) > Excerpt.Count(published, terms) ? pending : texts.FirstOrDefault() ?? "";
    }

    public bool IsVisible(Actor actor) => ShowsPublished(actor) || ShowsPending(actor);

    /// <summary>The text that an actor may dissent from: the published one, or else what was submitted; never one that is closed to them.</summary>
    public Content? Disputable(Actor actor) => Retracted ? null :
        ShowsPublished(actor) ? Published!.Content :
        ShowsPending(actor) && Pending is { Status: AssessmentStatus.Submitted } ? Pending.Content : null;

    /// <summary>The claims that its submitted and published judgments cite.</summary>
    public IEnumerable<Guid> RestsOn() => Submitted().SelectMany(content => content.Cited()).Distinct();

    /// <summary>The texts that others rely on or are to judge.</summary>
    public IEnumerable<Content> Submitted() => Retracted ? [] :
        ((Content?[])[Published?.Content, Pending is { Status: AssessmentStatus.Submitted } ? Pending.Content : null]).OfType<Content>();

    /// <summary>The position of its last fact.</summary>
    public long Position { get; init; }

    /// <summary>What it was before its last fact; null before the first.</summary>
    public AssessmentState? Before { get; init; }

    /// <summary>Takes one fact into account. There are no rules here: what happened, happened.</summary>
    public AssessmentState Evolve(IEvent fact) =>
        Evolve(fact.Data, fact.Timestamp, fact.Sequence) with { Version = fact.Version, Position = fact.Sequence, Before = Version == 0 ? null : this };

    /// <summary>As <see cref="Evolve(IEvent)"/>, for facts that are not recorded yet.</summary>
    public AssessmentState Evolve(object data, DateTimeOffset recordedAt, long position) => data switch
    {
        AssessmentDrafted e => this with { Id = e.Assessment, Partnership = e.Partnership, Author = e.Author, Pending = Opened(1, e.Content, null) with { Since = Version + 1 } },
        RevisionOpened e => this with { Pending = Opened(e.Revision, e.Content, e.Reason) with { Since = Version + 1 } },
        AssessmentEdited e => this with { Pending = Pending! with { Content = e.Content } },
        AssessmentSubmitted _ => this with { Pending = Pending! with { Status = AssessmentStatus.Submitted } },
        AssessmentApproved e => this with { Pending = Pending! with { ApprovedBy = [.. Pending.ApprovedBy, e.Reviewer], Comments = Commented(e.Reviewer, e.Comment, recordedAt) } },
        AssessmentReturned e => this with { Pending = Pending! with { Status = AssessmentStatus.Returned, ApprovedBy = [], Comments = Commented(e.Reviewer, e.Comment, recordedAt) } },
        JudgmentPublished e => this with { Pending = Pending! with { Judgments = [.. Pending.Judgments, e] } },
        JudgmentDropped _ => this,
        AssessmentPublished e => this with
        {
            Earlier = Published is null ? Earlier : [.. Earlier, Published],
            Published = new(e.Revision, Pending!.Content, e.ApprovedBy, recordedAt, position, Pending.Judgments, Pending.Reason,
                [.. Pending.Judgments.Select(judgment => new PublishedSupport(judgment.Dimension, judgment.Perspective, SupportMark.Intact, judgment.Claims, position))]),
            Pending = null,
        },
        AssessmentRetracted e => this with { Retraction = new(e.Reason, e.By, recordedAt, Marking) { GivenUp = Pending?.Content.Marking ?? default, Since = Pending?.Since }, Pending = null },
        AssessmentRemarked e => Remarked(e, since: false),
        RemarkedSince { By: AssessmentRemarked e } => Remarked(e, since: true),
        EvidenceChanged e => e.Judgments.Aggregate(this, (state, judgment) => state.Supported(judgment, looked: null))
            with
        { EvidenceChanges = EvidenceChanges.Add((e.Change.Stream, e.Change.Version)) },
        JudgmentReaffirmed e => Supported(e.Judgment, position),
        DissentRecorded e => Without(other => (other.Analyst, other.Dimension, other.Perspective) == (e.Analyst, e.Dimension, e.Perspective)).With(
            new(e.Dissent, e.Dimension, e.Perspective, e.Analyst, e.Marking, e.Level, e.Rationale, e.Claims, recordedAt, []) { Revision = e.Revision ?? Pending?.Revision ?? Published!.Revision }),
        DissentWithdrawn e => Without(dissent => dissent.Id == e.Dissent),
        DissentJoined e => Joined(e.Dissent, joiners => [.. joiners, e.Analyst]),
        DissentLeft e => Joined(e.Dissent, joiners => [.. joiners.Where(joiner => joiner != e.Analyst)]),
        _ => this,
    };

    private AssessmentState Remarked(AssessmentRemarked by, bool since) => this with
    {
        Published = Published?.Remarked(by, since),
        Earlier = [.. Earlier.Select(text => text.Remarked(by, since))],
        Retraction = Retraction?.Remarked(by, since),
        Dissents = [.. Dissents.Select(dissent => dissent.Remarked(by, since))],
        EarlierDissents = [.. EarlierDissents.Select(dissent => dissent.Remarked(by, since))],
        Pending = Pending is null || (by.Marking < by.Was && Pending.Revision > by.Revision) ? Pending :
            since ? Pending with { MarkedSince = by.Of(Pending.MarkingNow) } :
            Pending with { Content = Pending.Content with { Marking = by.Of(Pending.Content.Marking) } },
    };

    private AssessmentState Supported(SupportedJudgment judgment, long? looked)
    {
        var marked = Published!.SupportOf(judgment.Dimension, judgment.Perspective) with { Mark = judgment.Support };
        return this with { Published = Published.With(looked is { } since ? marked with { Cited = judgment.Claims, Since = since } : marked) };
    }

    private AssessmentState With(Dissent dissent) => this with { Dissents = [.. Dissents, dissent] };

    private AssessmentState Without(Func<Dissent, bool> which) => this with
    {
        Dissents = [.. Dissents.Where(dissent => !which(dissent))],
        EarlierDissents = [.. EarlierDissents, .. Dissents.Where(which)],
    };

    private AssessmentState Joined(Guid dissent, Func<IReadOnlyList<string>, IReadOnlyList<string>> change) => this with
    {
        Dissents = [.. Dissents.Select(open => open.Id == dissent ? open with { Joiners = change(open.Joiners) } : open)],
    };

    private static Work Opened(int revision, Content content, RevisionReason? reason) => new(revision, AssessmentStatus.Draft, content, [], [], [], reason);

    private IReadOnlyList<ReviewComment> Commented(string reviewer, string? comment, DateTimeOffset at) =>
        comment is null ? Pending!.Comments : [.. Pending!.Comments, new(reviewer, comment, at)];

    /// <summary>Null when the facts are of no assessment.</summary>
    public static AssessmentState? Fold(IEnumerable<IEvent> facts)
    {
        var state = facts.Aggregate(new AssessmentState(), (state, fact) => state.Evolve(fact));
        return state.Id == Guid.Empty ? null : state;
    }

    public static async Task<AssessmentState?> LoadAsync(IQuerySession session, Guid id, Horizon horizon, CancellationToken ct) =>
        Fold(await session.FactsAsync(id, horizon, ct));
}
