const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** What a service publishes to CloudWatch. */
export interface Publisher {
  /** Names of its metrics; * stands for any characters, where a family of them grows. */
  readonly metrics: readonly string[];
  /** Names of dimensions. */
  readonly known: readonly string[];
  /** Dimensions that every metric has. */
  readonly needed?: readonly string[];
}

/** Elastic Load Balancing, Application Load Balancers, "CloudWatch metrics for your Application Load Balancer". */
const applicationBalancer: Publisher = {
  metrics: words(`
    ActiveConnectionCount AnomalousHostCount BYoIPUtilPercentage ClientTLSNegotiationErrorCount ConsumedLCUs
    DesyncMitigationMode_NonCompliant_Request_Count DroppedInvalidHeaderRequestCount ELBAuth* JWT*
    ForwardedInvalidHeaderRequestCount GrpcRequestCount HTTPCode_ELB_3XX_Count HTTPCode_ELB_4XX_Count
    HTTPCode_ELB_500_Count HTTPCode_ELB_502_Count HTTPCode_ELB_503_Count HTTPCode_ELB_504_Count HTTPCode_ELB_5XX_Count
    HTTPCode_Target_2XX_Count HTTPCode_Target_3XX_Count HTTPCode_Target_4XX_Count HTTPCode_Target_5XX_Count
    HTTP_Fixed_Response_Count HTTP_Redirect_Count HTTP_Redirect_Url_Limit_Exceeded_Count HealthyHostCount
    HealthyStateDNS HealthyStateRouting IPv6ProcessedBytes IPv6RequestCount LambdaInternalError
    LambdaTargetProcessedBytes LambdaUserError LowReputation* MitigatedHostCount NewConnectionCount
    NonStickyRequestCount PeakLCUs ProcessedBytes RejectedConnectionCount RequestCount RequestCountPerTarget
    ReservedLCUs RuleEvaluations StandardProcessedBytes TargetConnectionErrorCount TargetControl* TargetResponseTime
    TargetTLSNegotiationErrorCount UnHealthyHostCount UnhealthyRoutingRequestCount UnhealthyStateDNS
    UnhealthyStateRouting ZonalHealthStatus
  `),
  known: words("AvailabilityZone LoadBalancer TargetGroup"),
};

/** Amazon ECS Developer Guide, "Amazon ECS CloudWatch metrics", with those of Service Connect. */
const containerService: Publisher = {
  metrics: words(`
    ActiveConnectionCount CPUReservation CPUUtilization ClientTLSNegotiationErrorCount EBSFilesystemUtilization
    GPUReservation GrpcRequestCount HTTPCode_Target_*XX_Count MemoryReservation MemoryUtilization NewConnectionCount
    ProcessedBytes RequestCount RequestCountPerTarget TargetResponseTime TargetTLSNegotiationErrorCount
  `),
  known: words("ClusterName DiscoveryName ServiceName TargetDiscoveryName"),
};

/** Amazon CloudWatch User Guide, "Amazon ECS Container Insights metrics", with enhanced observability. */
const containerInsights: Publisher = {
  metrics: words(`
    Container* CpuReserved CpuUtilized DeploymentCount DesiredTaskCount EBSFilesystem* EphemeralStorage* GPU*
    MemoryReserved MemoryUtilized NetworkRxBytes NetworkTxBytes PendingTaskCount RestartCount RunningTaskCount
    ServiceCount StorageReadBytes StorageWriteBytes Task* UnHealthyContainerHealthStatus instance_*
  `),
  known: words(`
    CapacityProviderName ClusterName ContainerInstanceId ContainerName EC2InstanceId InstanceId ServiceName
    TaskDefinitionFamily TaskId VolumeName
  `),
  needed: ["ClusterName"],
};

/** Amazon EFS User Guide, "CloudWatch metrics for Amazon EFS". */
const fileSystems: Publisher = {
  metrics: words(`
    BurstCreditBalance ClientConnections DataReadIOBytes DataWriteIOBytes MetadataIOBytes MetadataReadIOBytes
    MetadataWriteIOBytes MeteredIOBytes PercentIOLimit PermittedThroughput StorageBytes TimeSinceLastSync TotalIOBytes
  `),
  known: words("DestinationFileSystemId FileSystemId StorageClass"),
  needed: ["FileSystemId"],
};

/** Amazon OpenSearch Service Developer Guide, "Monitoring OpenSearch cluster metrics with Amazon CloudWatch". */
const searchDomains: Publisher = {
  metrics: words(`
    2xx 3xx 4xx 5xx AD* Alerting* AsynchronousSearch* AutoFollow* AutoTune* AutomatedSnapshotFailure
    *PointInTime* BurstBalance CPUCreditBalance CPUUtilization ClusterIndexWritesBlocked ClusterStatus.green
    ClusterStatus.red ClusterStatus.yellow ClusterUsedSpace ColdStorageSpaceUtilization *Migration*
    Coordinating* CrossCluster* DataNodes DataNodesShards.* DeletedDocuments DiskQueueDepth ESReporting*
    ElasticsearchRequests FollowerCheckPoint FreeStorageSpace HotStorageSpaceUtilization IndexingLatency IndexingRate
    InvalidHostHeaderRequests IopsThrottle JVMGC* JVMMemoryPressure KMSKeyError KMSKeyInaccessible KNN* Kibana* LTR*
    LeaderCheckPoint Master* MaxProvisionedThroughput ML* Nodes OldGenJVMMemoryPressure OpenSearchDashboards*
    OpenSearchRequests OpensearchDashboards* PPL* PrimaryWriteRejected ReadIOPS* ReadLatency ReadThroughput*
    RemoteStorage* ReplicaWriteRejected Replication* SQL* Search* SegmentCount Shards.* SysMemoryUtilization
    Threadpool* ThroughputThrottle Warm* WriteIOPS* WriteLatency WriteThroughput*
  `),
  known: words("ClientId ConnectionId DomainName NodeId"),
  needed: words("ClientId DomainName"),
};

/** Amazon RDS User Guide, "Amazon CloudWatch metrics for Amazon RDS"; Amazon Aurora User Guide, the same for Aurora. */
const databases: Publisher = {
  metrics: words(`
    ACUUtilization AbortedClients ActiveTransactions Aurora* AvailabilityPercentage Backtrack*
    BackupRetentionPeriodStorageUsed BinLogDiskUsage BlockedTransactions BufferCacheHitRatio BurstBalance CPUCredit*
    CPUSurplusCredit* CPUUtilization CheckpointLag ClientConnections* CommitLatency CommitThroughput
    ConnectionAttempts DBLoad* DDLLatency DDLThroughput DMLLatency DMLThroughput DatabaseConnection* Deadlocks
    DeleteLatency DeleteThroughput DiskQueueDepth* EBSByteBalance% EBSIOBalance% EngineUptime
    FailedSQLServerAgentJobsCount Forwarding* FreeEphemeralStorage FreeLocalStorage* FreeStorageSpace*
    FreeableMemory IamDb* InsertLatency InsertThroughput LoginFailures MaxDatabaseConnectionsAllowed
    MaximumUsedTransactionIDs Network* NumBinaryLogFiles OldestLogicalReplicationSlotLag OldestReplicationSlotLag
    Purge* Queries Query* RDSToAuroraPostgreSQLReplicaLag ReadIOPS* ReadLatency* ReadThroughput* ReplicaLag
    ReplicationChannelLag ReplicationSlotDiskUsage ResultSetCacheHitRatio RollbackSegmentHistoryListLength RowLockTime
    SelectLatency SelectThroughput ServerlessDatabaseCapacity SnapshotStorageUsed StorageNetwork* SumBinaryLogSize
    SwapUsage TempStorage* TotalBackupStorageBilled TransactionAgeMaximum TransactionLogs* TruncateFinishedPoint
    UpdateLatency UpdateThroughput Volume* WriteIOPS* WriteLatency* WriteThroughput* ZeroETL*
  `),
  known: words(`
    DBClusterIdentifier DBInstanceIdentifier DatabaseClass DbClusterIdentifier EndpointName EngineName ProxyName Role
    SecondaryRegion SourceRegion StorageType Target TargetGroup TargetRole
  `),
};

/** By namespace: the services whose metrics are known here. */
export const publishers: Readonly<Record<string, Publisher>> = {
  "AWS/ApplicationELB": applicationBalancer,
  "AWS/ECS": containerService,
  "AWS/EFS": fileSystems,
  "AWS/ES": searchDomains,
  "AWS/RDS": databases,
  "ECS/ContainerInsights": containerInsights,
};

/** What follows AWS/ in the namespaces of services: Amazon CloudWatch User Guide, "AWS services that publish CloudWatch metrics". */
export const ownNamespaces: ReadonlySet<string> = new Set(
  words(`
    ACMPrivateCA AOSS AmazonMQ AmplifyHosting ApiGateway AppConfig AppFlow AppRunner AppStream AppSync Application
    ApplicationELB Athena AutoScaling B2BI Backup Bedrock Bedrock-AgentCore Bedrock/Agents Bedrock/Guardrails Billing
    Cassandra CertificateManager Chatbot Chime ChimeSDK ChimeVoiceConnector ClientVPN CloudFront CloudHSM CloudSearch
    CloudTrail CloudWatch/MetricStreams CodeBuild CodeGuruProfiler CodeWhisperer Cognito Connect DAX DDoSProtection
    DMS DRS DX DataLifecycleManager DataSync Deadline DeadlineCloud DevOps-Guru DirectoryService DocDB DynamoDB EBS
    EC2 EC2/API EC2/InfrastructurePerformance EC2CapacityReservations EC2Spot ECR ECS ECS/ManagedScaling EFS EKS ELB
    EMRServerless ES ElastiCache ElasticBeanstalk ElasticGPUs ElasticInference ElasticMapReduce ElasticTranscoder
    EventBridge/Pipes Events FSx Firehose FraudDetector GameLift GatewayELB GlobalAccelerator Glue GroundStation
    HealthLake IPAM IVS IVSChat IVSRealTime Inspector IoT IoTAnalytics IoTFleetWise IoTSiteWise IoTTwinMaker KMS Kafka
    KafkaConnect Kendra Kinesis KinesisAnalytics KinesisVideo Lambda Lex LicenseManager/licenseUsage
    LicenseManager/LinuxSubscriptions Location Logs LookoutEquipment LookoutMetrics LookoutVision M2 ML MWAA
    MWAAServerless MediaConnect MediaConvert MediaLive MediaPackage MediaStore MediaTailor MemoryDB NATGateway Neptune
    NetworkELB NetworkFirewall NetworkFlowMonitor NetworkManager NetworkMonitor OSIS Omics OpsWorks Outposts PCS
    Personalize Pinpoint Polly PrivateLinkEndpoints PrivateLinkServices Prometheus QApps QBusiness QLDB QuickSight
    RDS RUM Redshift Redshift-Serverless Rekognition ResourceGroups RolesAnywhere Robomaker Route53
    Route53RecoveryReadiness Route53Resolver S3 S3/Storage-Lens S3ObjectLambda SDKMetrics SES SMSVoice SNS SQS
    SSM-RunCommand SSMIncidents SWF SageMaker SageMaker/LabelingJobs Sagemaker/ModelBuildingPipeline Scheduler
    SecretsManager SecurityHub SecurityLake ServiceCatalog Shield SimSpaceWeaver States StorageGateway Synthetics
    TargetOptimizer Textract ThingsGraph Timestream Timestream/InfluxDB Transfer TransitGateway Translate
    TrustedAdvisor Usage VPCPeering VPN VerifiedPermissions VpcLattice WAF WAFV2 WorkMail WorkSpaces
    WorkSpacesThinClient X-Ray
  `),
);
